import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Partition } from './partition.ts';

/** One node for each community: weights between communities add up, weights inside become self-loops. */
export function aggregate(graph: WeightedGraph, partition: Partition, count: number): WeightedGraph {
  const { starts, members } = membersByCommunity(partition, count);
  const offsets = new Int32Array(count + 1);
  const targets = new Int32Array(graph.targets.length);
  const weights = new Float64Array(graph.targets.length);
  const loops = new Float64Array(count);
  const strengths = new Float64Array(count);
  const sums = new Float64Array(count);
  const touched = new Int32Array(count);
  let edges = 0;
  for (let c = 0; c < count; c++) {
    let found = 0;
    let inside = 0;
    for (let m = starts[c]!; m < starts[c + 1]!; m++) {
      const v = members[m]!;
      inside += 2 * graph.loops[v]!;
      strengths[c] = strengths[c]! + graph.strengths[v]!;
      for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
        const other = partition[graph.targets[i]!]!;
        if (other === c) inside += graph.weights[i]!;
        else {
          if (sums[other] === 0) touched[found++] = other;
          sums[other] = sums[other]! + graph.weights[i]!;
        }
      }
    }
    loops[c] = inside / 2;
    for (const other of touched.subarray(0, found).sort()) {
      targets[edges] = other;
      weights[edges++] = sums[other]!;
      sums[other] = 0;
    }
    offsets[c + 1] = edges;
  }
  return {
    order: count,
    offsets,
    targets: targets.slice(0, edges),
    weights: weights.slice(0, edges),
    loops,
    strengths,
    total: graph.total,
  };
}

/** Nodes listed community by community: those of `c` from `starts[c]` up to `starts[c + 1]`. */
export function membersByCommunity(partition: Partition, count: number) {
  const starts = new Int32Array(count + 1);
  for (const c of partition) starts[c + 1] = starts[c + 1]! + 1;
  for (let c = 0; c < count; c++) starts[c + 1] = starts[c + 1]! + starts[c]!;
  const next = starts.slice();
  const members = new Int32Array(partition.length);
  for (let v = 0; v < partition.length; v++) {
    const at = next[partition[v]!]!;
    next[partition[v]!] = at + 1;
    members[at] = v;
  }
  return { starts, members };
}
