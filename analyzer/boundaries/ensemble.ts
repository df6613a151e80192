import { seededRandom } from '../graph/seeded-random.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { findCommunities } from './find-communities.ts';
import { isLarge } from './is-large.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import { countOf, type Partition } from './partition.ts';
import { mergeSmall, splitDisconnected } from './repair.ts';
import { runsWithin } from './runs-within.ts';
import { shakenGraph } from './shaken-graph.ts';

/** One way to cut the coupling graph, with what speaks for it. */
export interface Candidate {
  readonly resolution: number;
  readonly partition: Partition;
  /** Communities large enough to be a service. */
  readonly services: number;
  /** Modularity at resolution 1, so that candidates compare. */
  readonly quality: number;
  readonly largestShare: number;
}

const resolutions = [
  0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 2.3, 2.7, 3, 3.5, 4, 5, 6, 7.5, 10, 14, 20,
] as const;
/** A large graph changes slowly between resolutions. */
const resolutionsOfLarge = [0.6, 1, 1.7, 3, 5.5, 10, 20] as const;
/** How many edges all runs of one kind may look at together: small graphs get many runs, large ones few. */
const edgeBudget = { cuts: 2_500_000, resampled: 830_000, resampledOfLarge: 510_000 } as const;
/** A service of one or two modules is a loose end that clustering could not place, not a service. */
export const leastModules = 3;

export interface EnsembleOptions {
  readonly seed: number;
  /** Modules that each node counts for; a composition root counts for none. */
  readonly counted: Int32Array;
}

/**
 * Cuts the graph at a range of resolutions, from few large services to many small ones, several times each. A large
 * graph is cut once at each, beginning with what the finer one found.
 */
export function runEnsemble(graph: WeightedGraph, options: EnsembleOptions): readonly Candidate[] {
  const large = isLarge(graph);
  const runs = large ? 1 : runsWithin(graph, edgeBudget.cuts / resolutions.length, { least: 1, most: 6 });
  const grid = large ? resolutionsOfLarge : resolutions;
  let finer: Partition | undefined;
  const found = [...grid.entries()].reverse().map(([step, resolution]) => {
    const seed = options.seed * 31 + step * 1009;
    const partition = findCommunities(graph, { resolution, seed, runs, start: finer });
    if (large) finer = partition;
    return candidateOf(graph, resolution, repaired(graph, partition, options.counted), options.counted);
  });
  return found.reverse();
}

/**
 * The cuts of resampled graphs at one resolution.
 */
export function resampleCuts(
  graph: WeightedGraph,
  { resolution }: Candidate,
  { seed, counted }: EnsembleOptions,
): readonly Partition[] {
  const budget = isLarge(graph) ? edgeBudget.resampledOfLarge : edgeBudget.resampled;
  const draws = runsWithin(graph, budget, { least: 3, most: 20 });
  return Array.from({ length: draws }, (_, draw) => {
    const random = seededRandom(seed + 104_729 * (draw + 1));
    const shaken = shakenGraph(graph, random);
    return repaired(shaken, louvain(shaken, { resolution, random }), counted);
  });
}

function repaired(graph: WeightedGraph, partition: Partition, counted: Int32Array): Partition {
  return mergeSmall(graph, splitDisconnected(graph, partition), { least: leastModules, counted });
}

function candidateOf(
  graph: WeightedGraph,
  resolution: number,
  partition: Partition,
  counted: Int32Array,
): Candidate {
  const sizes = new Int32Array(countOf(partition));
  for (let v = 0; v < partition.length; v++) sizes[partition[v]!] = sizes[partition[v]!]! + counted[v]!;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return {
    resolution,
    partition,
    services: sizes.filter((size) => size >= leastModules).length,
    quality: modularity(graph, partition),
    largestShare: sizes.reduce((most, size) => Math.max(most, size), 0) / Math.max(1, all),
  };
}
