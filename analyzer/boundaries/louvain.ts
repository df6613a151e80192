import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { aggregate } from './aggregate.ts';
import { moveLocally } from './move-locally.ts';
import { countOf, type Partition, renumbered, singletons } from './partition.ts';

export interface LouvainOptions {
  /** γ: above 1 finds smaller communities, below 1 larger ones. */
  readonly resolution: number;
  /** Order in which nodes are looked at; the only chance in the algorithm. */
  readonly random: () => number;
  /** Where to begin, numbered without gaps: a cut that is nearly right costs a fraction. Else every node is alone. */
  readonly start?: Partition | undefined;
}

/**
 * Multi-level modularity optimisation (Blondel et al. 2008) with a queue for local moving (Traag et
 * al. 2019) and a last pass over the single nodes, which undoes moves that aggregation had frozen.
 */
export function louvain(graph: WeightedGraph, { resolution, random, start }: LouvainOptions): Partition {
  let partition = start ?? singletons(graph.order);
  if (graph.total === 0) return partition;
  let level = start ? aggregate(graph, start, countOf(start)) : graph;
  for (;;) {
    const moved = renumbered(moveLocally(level, singletons(level.order), resolution, random));
    const count = countOf(moved);
    if (count === level.order) break;
    partition = through(partition, moved);
    level = aggregate(level, moved, count);
  }
  return renumbered(moveLocally(graph, partition, resolution, random));
}

function through(partition: Partition, moved: Partition): Partition {
  const result = new Int32Array(partition.length);
  for (let v = 0; v < result.length; v++) result[v] = moved[partition[v]!]!;
  return result;
}
