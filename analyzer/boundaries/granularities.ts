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

/**
 * Twice as many services or so: each recommended one, cut as a finer candidate cuts it. Where the candidate nearest in
 * number parts nothing, the next nearest is tried.
 */
export function finerCut(input: GranularityInput): Partition {
  const { recommended, candidates } = input;
  const wanted = countOf(recommended) * step;
  const offBy = ({ services }: Candidate) => Math.abs(Math.log(Math.max(1, services) / wanted));
  const nearest = [...candidates].sort((a, b) => offBy(a) - offBy(b) || a.resolution - b.resolution);
  for (const candidate of nearest) {
    const finer = cutLike(candidate, input);
    if (countOf(finer) > countOf(recommended)) return finer;
  }
  return recommended;
}

function cutLike({ partition }: Candidate, { graph, counted, recommended }: GranularityInput): Partition {
  const width = countOf(partition);
  const cells = new Map<number, number>();
  const both = recommended.map((service, v) => {
    const cell = service * width + partition[v]!;
    if (!cells.has(cell)) cells.set(cell, cells.size);
    return cells.get(cell)!;
  });
  return mergeSmall(graphWithin(graph, recommended), both, { least: leastModules, counted });
}
