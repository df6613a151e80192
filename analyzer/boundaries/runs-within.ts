import type { WeightedGraph } from '../graph/weighted-graph.ts';

export interface RunLimits {
  readonly least: number;
  readonly most: number;
}

/** How many runs over a graph look at no more edges together than the budget allows. */
export function runsWithin({ targets }: WeightedGraph, budget: number, { least, most }: RunLimits): number {
  const affordable = Math.floor(budget / Math.max(1, targets.length / 2));
  return Math.max(least, Math.min(most, affordable));
}
