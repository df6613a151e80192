import { EdgeList } from '../graph/edge-list.ts';
import { seededRandom } from '../graph/seeded-random.ts';
import { buildWeightedGraph, type WeightedGraph } from '../graph/weighted-graph.ts';
import { isLarge } from '../boundaries/is-large.ts';
import { louvain } from '../boundaries/louvain.ts';
import { modularity } from '../boundaries/modularity.ts';
import type { Partition } from '../boundaries/partition.ts';

/** Whether a graph has more structure than chance. */
export interface NullModel {
  /** Best modularity found on the real graph. */
  readonly quality: number;
  /** Mean of the same on random graphs with the same degrees. */
  readonly chance: number;
  /** (quality − chance) ÷ standard deviation of chance; above 3 is beyond doubt. */
  readonly z: number;
  /** Random graphs drawn. */
  readonly draws: number;
}

/** Random graphs vary less the larger they are, so large ones need few draws. */
const edgeBudget = 150_000;
/** To draw evidence anew costs far more than to rewire a graph. */
const mostRedrawn = 8;

export interface ChanceOptions {
  readonly seed: number;
  /** On a large graph the search begins with this cut. */
  readonly known?: Partition | undefined;
  /**
   * A graph as chance would have it. Where modules are tied because they occur together, rewired ties would not do: any
   * list of members makes cliques, and random graphs of weighted ties are rougher than those.
   */
  readonly redraw?: ((random: () => number) => WeightedGraph) | undefined;
}

/**
 * Cuts random graphs too: those of `redraw`, else the graph rewired at random with each node's number of edges kept (Molloy
 * and Reed 1995).
 */
export function compareWithChance(graph: WeightedGraph, { seed, known, redraw }: ChanceOptions): NullModel {
  const edges = edgesOf(graph);
  if (edges.length === 0) return { quality: 0, chance: 0, z: 0, draws: 0 };
  const draws = Math.max(2, Math.min(redraw ? mostRedrawn : 60, Math.floor(edgeBudget / edges.length)));
  const quality = bestQuality(graph, seededRandom(seed), isLarge(graph) ? known : undefined);
  const chances = Array.from({ length: draws }, (_, draw) => {
    const random = seededRandom(seed + 15_485_863 * (draw + 1));
    return bestQuality(redraw ? redraw(random) : rewired(graph.order, edges, random), random);
  });
  const chance = chances.reduce((sum, q) => sum + q, 0) / draws;
  const variance = chances.reduce((sum, q) => sum + (q - chance) ** 2, 0) / (draws - 1);
  const z = (quality - chance) / Math.max(Math.sqrt(variance), 1e-6);
  return { quality, chance, z, draws };
}

function bestQuality(graph: WeightedGraph, random: () => number, start?: Partition): number {
  return modularity(graph, louvain(graph, { resolution: 1, random, start }));
}

function edgesOf({ order, offsets, targets, weights }: WeightedGraph): EdgeList {
  const edges = new EdgeList(targets.length / 2 + 1);
  for (let v = 0; v < order; v++)
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++)
      if (targets[i]! > v) edges.push(v, targets[i]!, weights[i]!);
  return edges;
}

/** Shuffles one end of all edges; the few loops that result are dropped, doubles merge. */
function rewired(order: number, { from, to, weight, length }: EdgeList, random: () => number): WeightedGraph {
  const ends = new Int32Array(2 * length);
  ends.set(from.subarray(0, length));
  ends.set(to.subarray(0, length), length);
  for (let i = ends.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = ends[i]!;
    ends[i] = ends[j]!;
    ends[j] = kept;
  }
  const edges = new EdgeList(length + 1);
  for (let i = 0; i < length; i++)
    if (ends[2 * i] !== ends[2 * i + 1]) edges.push(ends[2 * i]!, ends[2 * i + 1]!, weight[i]!);
  return buildWeightedGraph(order, edges);
}
