import { graphWithin, type WeightedGraph } from '../graph/weighted-graph.ts';
import type { Candidate } from './ensemble.ts';
import { leastModules } from './ensemble.ts';
import { mergeServices, type MayMerge } from './merge-services.ts';
import { countOf, type Partition } from './partition.ts';
import { mergeSmall } from './repair.ts';

/** A coarser and a finer cut differ from the recommended one by about this factor in services. */
const step = 2;

export interface GranularityInput {
  readonly graph: WeightedGraph;
  readonly counted: Int32Array;
  readonly recommended: Partition;
  readonly candidates: readonly Candidate[];
  readonly mayMerge: MayMerge;
}

/** Half as many services: the recommended ones, merged where least is lost. */
export function coarserCut({ graph, recommended, mayMerge }: GranularityInput): Partition {
  const services = Math.max(2, Math.round(countOf(recommended) / step));
  return mergeServices(graph, recommended, services, mayMerge);
}

/** Twice as many services or so: each recommended one, cut as a finer candidate cuts it. */
export function finerCut({ graph, counted, recommended, candidates }: GranularityInput): Partition {
  const wanted = countOf(recommended) * step;
  const offBy = ({ services }: Candidate) => Math.abs(Math.log(Math.max(1, services) / wanted));
  const finer = candidates.reduce((best, candidate) => (offBy(candidate) < offBy(best) ? candidate : best));
  const width = countOf(finer.partition);
  const cells = new Map<number, number>();
  const both = recommended.map((service, v) => {
    const cell = service * width + finer.partition[v]!;
    if (!cells.has(cell)) cells.set(cell, cells.size);
    return cells.get(cell)!;
  });
  return mergeSmall(graphWithin(graph, recommended), both, { least: leastModules, counted });
}
