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

/**
 * Merges communities of fewer than `least` members into the neighbour they are tied to most, smallest
 * first. A community with no tie at all stays.
 */
export function mergeSmall(
  graph: WeightedGraph,
  partition: Partition,
  least: number,
  counted: Int32Array,
): Partition {
  let current = renumbered(partition);
  for (;;) {
    const count = countOf(current);
    const merged = mergeOnce(aggregate(graph, current, count), countedSizes(current, count, counted), least);
    if (!merged) return current;
    current = renumbered(current.map((community) => merged[community]!));
  }
}

/** One sweep: each small community joins its strongest neighbour, unless that has itself just joined another. */
function mergeOnce(between: WeightedGraph, sizes: Int32Array, least: number): Partition | undefined {
  const into = Int32Array.from({ length: between.order }, (_, c) => c);
  const fixed = new Uint8Array(between.order);
  let changed = false;
  const small = [...sizes.keys()]
    .filter((c) => sizes[c]! < least)
    .sort((a, b) => sizes[a]! - sizes[b]! || a - b);
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
  for (let v = 0; v < partition.length; v++) if (counted[v]) sizes[partition[v]!] = sizes[partition[v]!]! + 1;
  return sizes;
}
