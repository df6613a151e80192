import type { WeightedGraph } from '../graph/weighted-graph.ts';

/** Above so many edges a search spares itself what a smaller graph can afford. */
const manyEdges = 40_000;

/** Whether a graph is too large to be searched from scratch each time. */
export function isLarge(...graphs: readonly WeightedGraph[]): boolean {
  return graphs.reduce((sum, { targets }) => sum + targets.length / 2, 0) > manyEdges;
}
