import { seededRandom } from '../graph/seeded-random.ts';
import { withWeights, type WeightedGraph } from '../graph/weighted-graph.ts';
import { findCommunities } from './find-communities.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import { countOf, type Partition } from './partition.ts';
import { partitionDistance } from './partition-distance.ts';
import { mergeSmall, splitDisconnected } from './repair.ts';

/** One way to cut the coupling graph, with what speaks for it. */
export interface Candidate {
  readonly resolution: number;
  readonly partition: Partition;
  readonly services: number;
  /** Modularity at resolution 1, so that candidates compare. */
  readonly quality: number;
  /** Mean distance to the same cut of resampled graphs, 0 to 1; lower is steadier. */
  readonly instability: number;
  readonly largestShare: number;
  /** The cuts of resampled graphs, for the confidence of each module. */
  readonly resampled: readonly Partition[];
}

const resolutions = [0.4, 0.6, 0.8, 1, 1.3, 1.7, 2.2, 3, 4, 5.5, 7.5, 10, 14, 20] as const;
/** How many edges all runs of one kind may look at together: small graphs get many runs, large ones few. */
const edgeBudget = 4_000_000;

export interface EnsembleOptions {
  readonly seed: number;
  /** Modules that each node counts for; a composition root counts for none. */
  readonly counted: Int32Array;
}

/** Cuts the graph at a range of resolutions, several times each, and again with resampled weights. */
export function runEnsemble(graph: WeightedGraph, options: EnsembleOptions): readonly Candidate[] {
  const edges = Math.max(1, graph.targets.length / 2);
  const perResolution = edgeBudget / (edges * resolutions.length);
  const runs = clamp(perResolution, 1, 6);
  const resamples = clamp(perResolution, 2, 10);
  return resolutions.map((resolution, step) => {
    const seed = options.seed * 31 + step * 1009;
    const found = findCommunities(graph, { resolution, seed, runs });
    const partition = repaired(graph, found, options.counted);
    const resampled = Array.from({ length: resamples }, (_, run) =>
      resample(graph, resolution, seededRandom(seed + 104_729 * (run + 1)), options.counted),
    );
    return candidateOf(graph, { resolution, partition, resampled }, options.counted);
  });
}

/** A service of one or two modules is a loose end that clustering could not place, not a service. */
export const leastModules = 3;

export function repaired(graph: WeightedGraph, partition: Partition, counted: Int32Array): Partition {
  return mergeSmall(graph, splitDisconnected(graph, partition), leastModules, counted);
}

export function candidateOf(
  graph: WeightedGraph,
  found: Pick<Candidate, 'resolution' | 'partition' | 'resampled'>,
  counted: Int32Array,
): Candidate {
  const { partition, resampled } = found;
  const sizes = countedSizes(partition, counted);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const distances = resampled.map((other) => partitionDistance(partition, other));
  return {
    ...found,
    services: sizes.filter((size) => size >= leastModules).length,
    quality: modularity(graph, partition),
    instability: distances.reduce((sum, d) => sum + d, 0) / Math.max(1, distances.length),
    largestShare: sizes.reduce((most, size) => Math.max(most, size), 0) / Math.max(1, all),
  };
}

function countedSizes(partition: Partition, counted: Int32Array): Int32Array {
  const sizes = new Int32Array(countOf(partition));
  for (let v = 0; v < partition.length; v++) if (counted[v]) sizes[partition[v]!] = sizes[partition[v]!]! + 1;
  return sizes;
}

/** Bayesian bootstrap (Rubin 1981): each edge keeps its place and gets its weight times an Exp(1) number. */
function resample(
  graph: WeightedGraph,
  resolution: number,
  random: () => number,
  counted: Int32Array,
): Partition {
  const shaken = withWeights(graph, shakenWeights(graph, random));
  return repaired(shaken, louvain(shaken, { resolution, random }), counted);
}

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
      shaken[i] = shaken[mirror] = weights[i]! * -Math.log(1 - random());
    }
  return shaken;
}

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, Math.floor(value)));
