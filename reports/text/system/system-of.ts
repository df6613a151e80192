import { buildReport } from '../../model/build-report.ts';
import type { PlanSource } from '../../model/plan-source.ts';
import type { CutName, CutView, Report, ReportSource, ServiceView } from '../../model/report.ts';
import { byCodeUnit } from './by-code-unit.ts';
import { groupBy } from './group-by.ts';
import { dependenciesOf, modulesOf } from './modules-of.ts';
import type { System, SystemEndpoint, SystemLink, SystemService, SystemTable } from './system.ts';

/** What the text formats draw of an analysis: one of its cuts, the recommended where that name is not among them. */
export function systemOf(source: ReportSource, cut: CutName = 'recommended', planned?: PlanSource): System {
  const report = buildReport(source, planned);
  const view = report.cuts.find(({ name }) => name === cut) ?? report.recommended;
  const tables = tablesOf(view);
  return {
    formatVersion: 1,
    tool: report.tool,
    name: report.name,
    cut: view.name,
    counts: report.counts,
    verdict: report.verdict,
    scores: view.scores,
    services: servicesOf(view, tables),
    links: linksOf(view),
    tables,
    cutTransactions: view.cutTransactions.map(({ module, line, scope, entities, owners }) => ({
      module,
      line,
      scope,
      entities: entities.map(({ entity }) => entity),
      services: owners,
    })),
    modules: modulesOf(source, view),
    dependencies: dependenciesOf(source),
    blindSpots: blindSpotsOf(report),
  };
}

function servicesOf(view: CutView, tables: readonly SystemTable[]): SystemService[] {
  const endpoints = groupBy(view.endpoints, ({ service }) => service ?? '');
  const steps = new Map(
    view.roadmap.flatMap(({ wave, steps: of }) => of.map((step) => [step.service, { wave, step }] as const)),
  );
  return [...view.services]
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map((service) => {
      const planned = steps.get(service.name);
      return {
        ...aboutOf(service),
        borrows: borrowedBy(service.name, tables),
        endpoints: (endpoints.get(service.name) ?? []).map(endpointOf).sort(byPlace),
        ...(planned === undefined ? {} : { wave: planned.wave }),
        blockers: planned?.step.blockers ?? [],
      };
    });
}

function aboutOf({ name, modules, lines, cohesion, terms, reasons, owns, confidence, owner }: ServiceView) {
  return {
    name,
    modules: modules.length,
    lines,
    ...(cohesion === undefined ? {} : { cohesion }),
    terms,
    reasons: reasons.map(({ text }) => text),
    owns,
    contested: confidence.contested,
    ...(owner === undefined ? {} : { owner }),
  };
}

function endpointOf({ id, protocol, method, path, module, line }: SystemEndpoint): SystemEndpoint {
  return { id, protocol, method, path, module, line };
}

function byPlace(a: SystemEndpoint, b: SystemEndpoint): number {
  return byCodeUnit(a.id, b.id) || byCodeUnit(a.module, b.module) || a.line - b.line;
}

function borrowedBy(service: string, tables: readonly SystemTable[]): string[] {
  return tables
    .filter(
      ({ owner, writers, readers }) =>
        owner !== service && (writers.includes(service) || readers.includes(service)),
    )
    .map(({ name }) => name);
}

function linksOf({ links }: CutView): SystemLink[] {
  return links
    .map(({ from, to, pairs, uses }) => ({ from, to, pairs, uses }))
    .sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to));
}

function tablesOf({ tables }: CutView): SystemTable[] {
  return tables
    .map(({ entity, kind, owner, uses }) => ({
      name: entity,
      kind: kind ?? 'table',
      ...(owner === undefined ? {} : { owner }),
      writers: servicesWith(uses, ({ writes }) => writes > 0),
      readers: servicesWith(uses, ({ reads }) => reads > 0),
    }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

function servicesWith<Use extends { readonly service: string }>(
  uses: readonly Use[],
  has: (use: Use) => boolean,
): string[] {
  return uses
    .filter(has)
    .map(({ service }) => service)
    .sort(byCodeUnit);
}

function blindSpotsOf({ coverage }: Report): string[] {
  return coverage.blindSpots.map(({ title, detail }) => `${title}. ${detail}`);
}
