import { withWeights, type WeightedGraph } from '../graph/weighted-graph.ts';

/** A weight of nought would part what the code ties, so the random number keeps clear of it. */
const leastFactor = 1e-9;

/**
 * The graph resampled by the Bayesian bootstrap (Rubin 1981): each edge keeps its place and gets its weight times an
 * Exp(1) number, as if the same code had been written a little differently.
 */
export function shakenGraph(graph: WeightedGraph, random: () => number): WeightedGraph {
  const { order, offsets, targets, weights } = graph;
  const shaken = new Float64Array(weights.length);
  const next = offsets.slice();
  for (let v = 0; v < order; v++)
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const u = targets[i]!;
      if (u < v) continue;
      // Rows ascend, so the mirror edges of `u` are met in the order in which they stand in its row.
      const mirror = next[u]!;
      next[u] = mirror + 1;
      shaken[i] = shaken[mirror] = weights[i]! * Math.max(leastFactor, -Math.log(1 - random()));
    }
  return withWeights(graph, shaken);
}
