import { seededRandom } from '../graph/seeded-random.ts';
import { withWeights, type WeightedGraph } from '../graph/weighted-graph.ts';
import { findCommunities } from './find-communities.ts';
import { isLarge } from './is-large.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import { countOf, type Partition } from './partition.ts';
import { mergeSmall, splitDisconnected } from './repair.ts';

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

const resolutions = [0.4, 0.6, 0.8, 1, 1.3, 1.7, 2.2, 3, 4, 5.5, 7.5, 10, 14, 20] as const;
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
 * graph changes slowly between resolutions: it is cut once at every other one, each time from what the finer one found.
 */
export function runEnsemble(graph: WeightedGraph, options: EnsembleOptions): readonly Candidate[] {
  const large = isLarge(graph);
  const runs = large ? 1 : runsWithin(graph, edgeBudget.cuts / resolutions.length, { least: 1, most: 6 });
  const grid = large ? resolutions.filter((_, step) => step % 2 === 1) : resolutions;
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
 * The cuts of resampled graphs at one resolution. Bayesian bootstrap (Rubin 1981): each edge keeps its place and
 * gets its weight times an Exp(1) number, as if the same code had been written a little differently.
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
    const shaken = withWeights(graph, shakenWeights(graph, random));
    return repaired(shaken, louvain(shaken, { resolution, random }), counted);
  });
}

function runsWithin(
  { targets }: WeightedGraph,
  budget: number,
  { least, most }: { least: number; most: number },
): number {
  const affordable = Math.floor(budget / Math.max(1, targets.length / 2));
  return Math.max(least, Math.min(most, affordable));
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

/** A weight of nought would part what the code ties, so the random number keeps clear of it. */
const leastFactor = 1e-9;

function shakenWeights(
  { order, offsets, targets, weights }: WeightedGraph,
  random: () => number,
): Float64Array {
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
  return shaken;
}
