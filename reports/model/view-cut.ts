import type { PlanPart } from './plan-part.ts';
import { contestedOf } from './contested-of.ts';
import { indexCut } from './cut-index.ts';
import { dataOf } from './data-of.ts';
import { endpointsOf } from './endpoints-of.ts';
import { linksOf } from './links-of.ts';
import { looseModules } from './loose-modules.ts';
import type { CutSource, CutView, ReportSource } from './report.ts';
import { roadmapOf } from './roadmap-of.ts';
import { scoresOf } from './scores-of.ts';
import { servicesOf } from './services-of.ts';

/** All that follows from one cut. The page calls it again whenever a person moves a module. */
export function viewCut(source: ReportSource, cut: CutSource, plan?: PlanPart): CutView {
  const index = indexCut(source, cut);
  const { links, cycles } = linksOf(index);
  const { tables, cutTransactions } = dataOf(source, index);
  const endpoints = endpointsOf(source, index, plan);
  const services = servicesOf(cut, { index, links, tables, endpoints, plan });
  return {
    name: cut.name,
    services,
    links,
    cycles,
    shared: cut.shared,
    roots: cut.roots,
    loose: looseModules(cut, index),
    tables,
    cutTransactions,
    endpoints,
    contested: contestedOf(source, cut, index),
    roadmap: cut.name === 'recommended' ? roadmapOf(source.roadmap, services) : [],
    scores: scoresOf(cut.metrics, source.baselines ?? []),
  };
}
