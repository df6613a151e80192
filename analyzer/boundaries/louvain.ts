import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { aggregate } from './aggregate.ts';
import { moveLocally } from './move-locally.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

export interface LouvainOptions {
  /** γ: above 1 finds smaller communities, below 1 larger ones. */
  readonly resolution: number;
  /** Order in which nodes are looked at; the only chance in the algorithm. */
  readonly random: () => number;
}

/**
 * Multi-level modularity optimisation (Blondel et al. 2008) with a queue for local moving (Traag et
 * al. 2019) and a last pass over the single nodes, which undoes moves that aggregation had frozen.
 */
export function louvain(graph: WeightedGraph, { resolution, random }: LouvainOptions): Partition {
  let partition: Partition = Int32Array.from({ length: graph.order }, (_, v) => v);
  if (graph.total === 0) return partition;
  let level = graph;
  for (;;) {
    const moved = renumbered(moveLocally(level, singletons(level.order), resolution, random));
    const count = countOf(moved);
    if (count === level.order) break;
    partition = partition.map((node) => moved[node]!);
    level = aggregate(level, moved, count);
  }
  return renumbered(moveLocally(graph, partition, resolution, random));
}

function singletons(order: number): Partition {
  return Int32Array.from({ length: order }, (_, v) => v);
}
