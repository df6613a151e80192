import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Partition } from './partition.ts';

/** One node for each community: weights between communities add up, weights inside become self-loops. */
export function aggregate(graph: WeightedGraph, partition: Partition, count: number): WeightedGraph {
  const { starts, members } = membersByCommunity(partition, count);
  const rows = new RowBuilder(graph, partition, count);
  for (let c = 0; c < count; c++) {
    for (let m = starts[c]!; m < starts[c + 1]!; m++) rows.add(members[m]!, c);
    rows.close(c);
  }
  return rows.build();
}

/** Collects the row of one community after the other. */
class RowBuilder {
  private readonly offsets: Int32Array;
  private readonly targets: Int32Array;
  private readonly weights: Float64Array;
  private readonly loops: Float64Array;
  private readonly strengths: Float64Array;
  private readonly sums: Float64Array;
  private readonly touched: Int32Array;
  private readonly graph: WeightedGraph;
  private readonly partition: Partition;
  private found = 0;
  private edges = 0;

  constructor(graph: WeightedGraph, partition: Partition, count: number) {
    this.graph = graph;
    this.partition = partition;
    this.offsets = new Int32Array(count + 1);
    this.targets = new Int32Array(graph.targets.length);
    this.weights = new Float64Array(graph.targets.length);
    this.loops = new Float64Array(count);
    this.strengths = new Float64Array(count);
    this.sums = new Float64Array(count);
    this.touched = new Int32Array(count);
  }

  add(v: number, c: number): void {
    const { offsets, targets, weights, loops, strengths } = this.graph;
    let inside = 2 * loops[v]!;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const other = this.partition[targets[i]!]!;
      if (other === c) inside += weights[i]!;
      else {
        if (this.sums[other] === 0) this.touched[this.found++] = other;
        this.sums[other] = this.sums[other]! + weights[i]!;
      }
    }
    this.loops[c] = this.loops[c]! + inside / 2;
    this.strengths[c] = this.strengths[c]! + strengths[v]!;
  }

  close(c: number): void {
    for (const other of this.touched.subarray(0, this.found).sort()) {
      this.targets[this.edges] = other;
      this.weights[this.edges++] = this.sums[other]!;
      this.sums[other] = 0;
    }
    this.found = 0;
    this.offsets[c + 1] = this.edges;
  }

  build(): WeightedGraph {
    const { offsets, loops, strengths, edges } = this;
    return {
      order: loops.length,
      offsets,
      targets: this.targets.slice(0, edges),
      weights: this.weights.slice(0, edges),
      loops,
      strengths,
      total: this.graph.total,
    };
  }
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
