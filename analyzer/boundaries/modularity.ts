import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { countOf, type Partition } from './partition.ts';

/**
 * Newman's modularity with resolution, in [-1, 1]; higher is better:
 * Q = Σ_c [ L_c / W − γ (S_c / 2W)² ], L_c the weight inside c, S_c the strength of c, W all weight.
 */
export function modularity(graph: WeightedGraph, partition: Partition, resolution = 1): number {
  if (graph.total === 0) return 0;
  const { offsets, targets, weights } = graph;
  const strength = new Float64Array(countOf(partition));
  let inside = 0;
  for (let v = 0; v < graph.order; v++) {
    const own = partition[v]!;
    strength[own] = strength[own]! + graph.strengths[v]!;
    inside += 2 * graph.loops[v]!;
    for (let i = offsets[v]!, last = offsets[v + 1]!; i < last; i++)
      if (partition[targets[i]!] === own) inside += weights[i]!;
  }
  let expected = 0;
  for (const s of strength) expected += (s / (2 * graph.total)) ** 2;
  return inside / (2 * graph.total) - resolution * expected;
}
