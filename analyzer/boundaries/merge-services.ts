import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { aggregate } from './aggregate.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

/** Whether two communities of a partition may become one. */
export type MayMerge = (partition: Partition) => (a: number, b: number) => boolean;

/**
 * Merges communities, each time the pair that loses least modularity, until `count` are left or no pair
 * may merge. What comes out is nested in what went in.
 */
export function mergeServices(
  graph: WeightedGraph,
  partition: Partition,
  count: number,
  mayMerge: MayMerge = () => () => true,
): Partition {
  let current = renumbered(partition);
  let between = aggregate(graph, current, countOf(current));
  while (between.order > count) {
    const pair = bestPair(between, mayMerge(current));
    if (!pair) return current;
    const step = renumbered(
      Int32Array.from({ length: between.order }, (_, c) => (c === pair[1] ? pair[0] : c)),
    );
    current = current.map((c) => step[c]!);
    between = aggregate(between, step, between.order - 1);
  }
  return renumbered(current);
}

function bestPair(
  between: WeightedGraph,
  mayMerge: (a: number, b: number) => boolean,
): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  let most = Number.NEGATIVE_INFINITY;
  const expected = between.total === 0 ? 0 : 1 / (2 * between.total);
  const tie = new Float64Array(between.order);
  for (let a = 0; a < between.order; a++) {
    for (let i = between.offsets[a]!; i < between.offsets[a + 1]!; i++)
      tie[between.targets[i]!] = between.weights[i]!;
    for (let b = a + 1; b < between.order; b++) {
      const gain = tie[b]! - between.strengths[a]! * between.strengths[b]! * expected;
      if (gain > most && mayMerge(a, b)) {
        most = gain;
        best = [a, b];
      }
    }
    tie.fill(0);
  }
  return best;
}
