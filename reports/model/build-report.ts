import { coverageOf } from './coverage-of.ts';
import { cutSourcesOf } from './cut-sources-of.ts';
import type { PlanSource } from './plan-source.ts';
import { planViewOf } from './plan-view-of.ts';
import type { Counts, CutView, Report, ReportSource } from './report.ts';
import { verdictOf } from './verdict-of.ts';
import { viewCut } from './view-cut.ts';

/**
 * The view model of every report: pages, text formats and comparisons draw from this alone. Pure; the same analysis and
 * plan give an equal report. Runs in Node.js and in the page.
 */
export function buildReport(source: ReportSource, planned?: PlanSource): Report {
  const cuts = cutSourcesOf(source, planned).map((cut) => viewCut(source, cut, planned?.plan));
  const recommended = cuts.find(({ name }) => name === 'recommended') ?? cuts[0] ?? EMPTY_CUT;
  return {
    name: source.codebase.name,
    tool: source.tool,
    counts: countsOf(source),
    verdict: verdictOf(source.verdict, recommended),
    cuts,
    recommended,
    coverage: coverageOf(source),
    ...(planned === undefined ? {} : { plan: planViewOf(planned.plan) }),
  };
}

/** An analysis without decompositions still has a page: it says so. */
const EMPTY_CUT: CutView = {
  name: 'recommended',
  services: [],
  links: [],
  cycles: [],
  shared: [],
  roots: [],
  loose: [],
  tables: [],
  cutTransactions: [],
  endpoints: [],
  contested: [],
  roadmap: [],
  scores: [],
};

function countsOf({
  accesses,
  codebase,
  modules,
  dependencies,
  endpoints,
  entities,
  transactions,
}: ReportSource): Counts {
  // What is read or written counts too where nobody was seen to define it.
  const known = new Set([...entities.map(({ name }) => name), ...accesses.map(({ entity }) => entity)]);
  return {
    files: codebase.files,
    lines: codebase.lines,
    modules: modules.length,
    dependencies: dependencies.length,
    endpoints: endpoints.length,
    entities: known.size,
    transactions: transactions.length,
    packages: codebase.packages.length,
  };
}
