import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { aggregate } from './aggregate.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

/** A community that falls apart is as many communities as it has pieces: Louvain may leave such behind. */
export function splitDisconnected(graph: WeightedGraph, partition: Partition): Partition {
  const result = new Int32Array(partition.length).fill(-1);
  const stack = new Int32Array(partition.length);
  let next = 0;
  for (let start = 0; start < partition.length; start++) {
    if (result[start] !== -1) continue;
    let depth = 0;
    stack[depth++] = start;
    result[start] = next;
    while (depth > 0) {
      const v = stack[--depth]!;
      for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
        const u = graph.targets[i]!;
        if (result[u] !== -1 || partition[u] !== partition[v]) continue;
        result[u] = next;
        stack[depth++] = u;
      }
    }
    next++;
  }
  return result;
}

/** Modules that each node counts for, and the fewest that make a service. */
export interface SmallOptions {
  readonly counted: Int32Array;
  readonly least: number;
}

/**
 * Merges communities of fewer than `least` members, and weak ones of fewer than twice that, into the neighbour they
 * are tied to most, smallest first. A community with no tie at all stays.
 */
export function mergeSmall(graph: WeightedGraph, partition: Partition, options: SmallOptions): Partition {
  const leastOfWeak = isDense(graph) ? 0 : 2 * options.least;
  let current = renumbered(partition);
  for (;;) {
    const between = aggregate(graph, current, countOf(current));
    const sizes = countedSizes(current, between.order, options.counted);
    const isSmall = (c: number) =>
      sizes[c]! < options.least || (sizes[c]! < leastOfWeak && isWeak(between, c));
    const merged = mergeOnce(between, sizes, isSmall);
    if (!merged) return current;
    current = renumbered(current.map((community) => merged[community]!));
  }
}

/** Where most pairs are tied, every community has more ties outside than inside. */
function isDense({ order, targets }: WeightedGraph): boolean {
  return targets.length > order ** 2 / 4;
}

/** More weight leaves than stays inside (Radicchi et al. 2004). */
function isWeak({ loops, strengths }: WeightedGraph, c: number): boolean {
  return 4 * loops[c]! < strengths[c]!;
}

/** One sweep: each small community joins its strongest neighbour, unless that has itself just joined another. */
function mergeOnce(
  between: WeightedGraph,
  sizes: Int32Array,
  isSmall: (community: number) => boolean,
): Partition | undefined {
  const into = Int32Array.from({ length: between.order }, (_, c) => c);
  const fixed = new Uint8Array(between.order);
  let changed = false;
  const small = [...sizes.keys()].filter(isSmall).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  for (const c of small) {
    if (fixed[c]) continue;
    const best = strongestNeighbour(between, c);
    if (best === -1 || into[best] !== best) continue;
    into[c] = best;
    fixed[best] = 1;
    changed = true;
  }
  return changed ? into : undefined;
}

/** The neighbour with most weight, of equals the lower number; -1 without any. */
function strongestNeighbour(between: WeightedGraph, c: number): number {
  let best = -1;
  let most = 0;
  for (let i = between.offsets[c]!; i < between.offsets[c + 1]!; i++) {
    if (between.weights[i]! <= most) continue;
    most = between.weights[i]!;
    best = between.targets[i]!;
  }
  return best;
}

function countedSizes(partition: Partition, count: number, counted: Int32Array): Int32Array {
  const sizes = new Int32Array(count);
  for (let v = 0; v < partition.length; v++) sizes[partition[v]!] = sizes[partition[v]!]! + counted[v]!;
  return sizes;
}
