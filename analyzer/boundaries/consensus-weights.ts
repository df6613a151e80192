import { seededRandom } from '../graph/seeded-random.ts';
import { withWeights, type WeightedGraph } from '../graph/weighted-graph.ts';
import { moveLocally } from './move-locally.ts';
import { type Partition, singletons } from './partition.ts';
import { runsWithin } from './runs-within.ts';
import { shakenGraph } from './shaken-graph.ts';

/** What a tie keeps that no run confirms. */
const leastKept = 0.4;
/** A large graph gets fewer runs. */
const edgeBudget = 1_000_000;
const limits = { least: 8, most: 100 } as const;

/**
 * Ensemble clustering for graphs (Poulin and Théberge 2019): each tie counts by how often its two ends stay together in the
 * small first communities of resampled graphs. Ties within a dense part keep their weight, ties that bridge two parts
 * lose most of theirs, so what follows depends less on chance.
 */
export function consensusWeights(graph: WeightedGraph, seed: number): WeightedGraph {
  const runs = runsWithin(graph, edgeBudget, limits);
  const together = new Uint8Array(graph.targets.length);
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(seed * 77 + 101 * run + 5);
    countTogether(
      graph,
      moveLocally(shakenGraph(graph, random), singletons(graph.order), 1, random),
      together,
    );
  }
  const weights = graph.weights.map(
    (weight, i) => weight * (leastKept + ((1 - leastKept) * together[i]!) / runs),
  );
  return withWeights(graph, weights);
}

function countTogether(
  { order, offsets, targets }: WeightedGraph,
  cut: Partition,
  together: Uint8Array,
): void {
  for (let v = 0; v < order; v++)
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++)
      if (cut[v] === cut[targets[i]!]) together[i] = together[i]! + 1;
}
