import { seededRandom } from '../graph/seeded-random.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import type { Partition } from './partition.ts';

/** The best of `runs` seeded runs at one resolution; of equals, the first. */
export function findCommunities(
  graph: WeightedGraph,
  { resolution, seed, runs }: { resolution: number; seed: number; runs: number },
): Partition {
  let best = louvain(graph, { resolution, random: seededRandom(seed) });
  let most = modularity(graph, best, resolution);
  for (let run = 1; run < runs; run++) {
    const found = louvain(graph, { resolution, random: seededRandom(seed + 7919 * run) });
    const quality = modularity(graph, found, resolution);
    if (quality <= most + 1e-12) continue;
    best = found;
    most = quality;
  }
  return best;
}
