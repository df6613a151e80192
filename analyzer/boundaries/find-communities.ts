import { seededRandom } from '../graph/seeded-random.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import type { Partition } from './partition.ts';

export interface SearchOptions {
  readonly resolution: number;
  readonly seed: number;
  readonly runs: number;
  /** See `LouvainOptions.start`. */
  readonly start?: Partition | undefined;
}

/** The best of `runs` seeded runs at one resolution; of equals, the first. */
export function findCommunities(
  graph: WeightedGraph,
  { resolution, seed, runs, start }: SearchOptions,
): Partition {
  let best = louvain(graph, { resolution, random: seededRandom(seed), start });
  if (runs === 1) return best;
  let most = modularity(graph, best, resolution);
  for (let run = 1; run < runs; run++) {
    const found = louvain(graph, { resolution, random: seededRandom(seed + 7919 * run), start });
    const quality = modularity(graph, found, resolution);
    if (quality <= most + 1e-12) continue;
    best = found;
    most = quality;
  }
  return best;
}
