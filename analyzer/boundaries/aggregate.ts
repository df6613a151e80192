import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Partition } from './partition.ts';

/** One node for each community: weights between communities add up, weights inside become self-loops. */
export function aggregate(graph: WeightedGraph, partition: Partition, count: number): WeightedGraph {
  const { starts, members } = membersByCommunity(partition, count);
  const rows = new RowBuilder(graph, partition, count);
  for (let c = 0; c < count; c++) {
    rows.add(members, starts[c]!, starts[c + 1]!, c);
    rows.close(c);
  }
  return rows.build();
}

/** A graph of communities has a fraction of the edges; where it has more, the rows grow. */
const firstShare = 1 / 4;

/** Collects the row of one community after the other. */
class RowBuilder {
  private readonly offsets: Int32Array;
  private targets: Int32Array;
  private weights: Float64Array;
  private readonly loops: Float64Array;
  private readonly strengths: Float64Array;
  private readonly sums: Float64Array;
  private readonly touched: Int32Array;
  private readonly graph: WeightedGraph;
  private readonly partition: Partition;
  private found = 0;
  private edges = 0;

  constructor(graph: WeightedGraph, partition: Partition, count: number) {
    const capacity = count === graph.order ? graph.targets.length : graph.targets.length * firstShare;
    this.graph = graph;
    this.partition = partition;
    this.offsets = new Int32Array(count + 1);
    this.targets = new Int32Array(capacity);
    this.weights = new Float64Array(capacity);
    this.loops = new Float64Array(count);
    this.strengths = new Float64Array(count);
    this.sums = new Float64Array(count);
    this.touched = new Int32Array(count);
  }

  /** Sums the edges of the members from `start` up to `end`; the innermost loop of all, so it reads locals. */
  add(members: Int32Array, start: number, end: number, c: number): void {
    const { offsets, targets, weights } = this.graph;
    const { partition, sums, touched } = this;
    let found = 0;
    for (let m = start; m < end; m++) {
      const v = members[m]!;
      let inside = 2 * this.graph.loops[v]!;
      for (let i = offsets[v]!, last = offsets[v + 1]!; i < last; i++) {
        const other = partition[targets[i]!]!;
        if (other === c) inside += weights[i]!;
        else {
          if (sums[other] === 0) touched[found++] = other;
          sums[other] = sums[other]! + weights[i]!;
        }
      }
      this.loops[c] = this.loops[c]! + inside / 2;
      this.strengths[c] = this.strengths[c]! + this.graph.strengths[v]!;
    }
    this.found = found;
  }

  close(c: number): void {
    const { sums, touched, found } = this;
    this.makeRoom(this.edges + found);
    sortStart(touched, found);
    for (let t = 0; t < found; t++) {
      const other = touched[t]!;
      this.targets[this.edges] = other;
      this.weights[this.edges++] = sums[other]!;
      sums[other] = 0;
    }
    this.offsets[c + 1] = this.edges;
  }

  private makeRoom(needed: number): void {
    if (needed <= this.targets.length) return;
    const capacity = Math.max(needed, 2 * this.targets.length);
    const { targets, weights } = this;
    this.targets = new Int32Array(capacity);
    this.targets.set(targets);
    this.weights = new Float64Array(capacity);
    this.weights.set(weights);
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

/** Up to so many numbers are sorted faster by insertion than by a call into the engine. */
const fewNumbers = 24;

/** Sorts the first `count` numbers in place, ascending. */
function sortStart(numbers: Int32Array, count: number): void {
  if (count > fewNumbers) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const one = numbers[i]!;
    let at = i;
    for (; at > 0 && numbers[at - 1]! > one; at--) numbers[at] = numbers[at - 1]!;
    numbers[at] = one;
  }
}

/** Nodes listed community by community: those of `c` from `starts[c]` up to `starts[c + 1]`. */
export function membersByCommunity(partition: Partition, count: number) {
  const starts = new Int32Array(count + 1);
  for (let v = 0; v < partition.length; v++) starts[partition[v]! + 1] = starts[partition[v]! + 1]! + 1;
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
