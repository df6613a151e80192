import type { EdgeList } from './edge-list.ts';

/**
 * An undirected weighted graph in compressed rows: the neighbours of `v` stand in `targets` from
 * `offsets[v]` up to `offsets[v + 1]`, ascending, each pair in both rows. A self-loop (which only an
 * aggregated graph has) stands in `loops`. Every edge weighs more than 0: one that weighs nothing is none.
 */
export interface WeightedGraph {
  readonly order: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  /** Weight of the self-loop of each node. */
  readonly loops: Float64Array;
  /** Sum of the weights at a node; a self-loop counts twice. */
  readonly strengths: Float64Array;
  /** Sum of the weights of all edges, each once. */
  readonly total: number;
}

/** Merges repeated pairs and sorts the rows, so the order in which edges came does not matter. */
export function buildWeightedGraph(order: number, edges: EdgeList): WeightedGraph {
  const loops = new Float64Array(order);
  const half = countingSort(order, mirrored(edges, loops));
  const { offsets, targets, weights } = mergedRows(order, half);
  return { order, offsets, targets, weights, loops, ...strengthsOf(offsets, weights, loops) };
}

/** The same graph with other weights; `weights` must be equal in both rows of a pair. */
export function withWeights(graph: WeightedGraph, weights: Float64Array): WeightedGraph {
  return { ...graph, weights, ...strengthsOf(graph.offsets, weights, graph.loops) };
}

/** The same graph with all its weight scaled to 1; an empty graph stays empty. */
export function scaledToOne(graph: WeightedGraph): WeightedGraph {
  return graph.total === 0
    ? graph
    : withWeights(
        graph,
        graph.weights.map((w) => w / graph.total),
      );
}

/** The same nodes without the edges of some. */
export function graphWithout(graph: WeightedGraph, skip: Uint8Array): WeightedGraph {
  return filteredGraph(graph, (u, v) => !skip[u] && !skip[v]);
}

/** The same nodes with only the edges inside a part. */
export function graphWithin(graph: WeightedGraph, partOf: Int32Array): WeightedGraph {
  return filteredGraph(graph, (u, v) => partOf[u] === partOf[v]);
}

function filteredGraph(graph: WeightedGraph, keeps: (u: number, v: number) => boolean): WeightedGraph {
  const offsets = new Int32Array(graph.order + 1);
  const targets = new Int32Array(graph.targets.length);
  const weights = new Float64Array(graph.targets.length);
  let count = 0;
  for (let v = 0; v < graph.order; v++) {
    for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
      if (!keeps(v, graph.targets[i]!)) continue;
      targets[count] = graph.targets[i]!;
      weights[count++] = graph.weights[i]!;
    }
    offsets[v + 1] = count;
  }
  const rows = { offsets, targets: targets.slice(0, count), weights: weights.slice(0, count) };
  return {
    order: graph.order,
    ...rows,
    loops: graph.loops,
    ...strengthsOf(offsets, rows.weights, graph.loops),
  };
}

/** The sum of several graphs over the same nodes, each times its factor; one of factor 0 adds nothing. */
export function sumOfGraphs(
  order: number,
  parts: readonly { readonly graph: WeightedGraph; readonly factor: number }[],
): WeightedGraph {
  const counted = parts.filter(({ factor }) => factor > 0);
  const most = counted.reduce((sum, { graph }) => sum + graph.targets.length, 0);
  const offsets = new Int32Array(order + 1);
  const targets = new Int32Array(most);
  const weights = new Float64Array(most);
  const sums = new Float64Array(order);
  let count = 0;
  for (let v = 0; v < order; v++) {
    const start = count;
    for (const { graph, factor } of counted)
      for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
        const u = graph.targets[i]!;
        if (sums[u] === 0) targets[count++] = u;
        sums[u] = sums[u]! + factor * graph.weights[i]!;
      }
    targets.subarray(start, count).sort();
    for (let i = start; i < count; i++) {
      weights[i] = sums[targets[i]!]!;
      sums[targets[i]!] = 0;
    }
    offsets[v + 1] = count;
  }
  const loops = new Float64Array(order);
  const rows = { offsets, targets: targets.slice(0, count), weights: weights.slice(0, count) };
  return { order, ...rows, loops, ...strengthsOf(offsets, rows.weights, loops) };
}

interface HalfEdges {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

function mirrored({ from, to, weight, length }: EdgeList, loops: Float64Array): HalfEdges {
  const rows = new Int32Array(length * 2);
  const columns = new Int32Array(length * 2);
  const weights = new Float64Array(length * 2);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const u = from[i]!;
    const v = to[i]!;
    if (weight[i] === 0) continue;
    if (u === v) loops[u] = loops[u]! + weight[i]!;
    else {
      rows[count] = columns[count + 1] = u;
      columns[count] = rows[count + 1] = v;
      weights[count] = weights[count + 1] = weight[i]!;
      count += 2;
    }
  }
  return {
    rows: rows.subarray(0, count),
    columns: columns.subarray(0, count),
    weights: weights.subarray(0, count),
  };
}

/** Radix sort in two stable passes: by column, then by row. */
function countingSort(order: number, half: HalfEdges): HalfEdges {
  return stablePass(order, stablePass(order, half, half.columns), undefined);
}

function stablePass(order: number, half: HalfEdges, key: Int32Array | undefined): HalfEdges {
  const keys = key ?? half.rows;
  const next = new Int32Array(order + 1);
  for (let i = 0; i < keys.length; i++) next[keys[i]! + 1] = next[keys[i]! + 1]! + 1;
  for (let v = 0; v < order; v++) next[v + 1] = next[v + 1]! + next[v]!;
  const sorted = {
    rows: new Int32Array(keys.length),
    columns: new Int32Array(keys.length),
    weights: new Float64Array(keys.length),
  };
  for (let i = 0; i < keys.length; i++) {
    const at = next[keys[i]!]!;
    next[keys[i]!] = at + 1;
    sorted.rows[at] = half.rows[i]!;
    sorted.columns[at] = half.columns[i]!;
    sorted.weights[at] = half.weights[i]!;
  }
  return sorted;
}

function mergedRows(order: number, { rows, columns, weights }: HalfEdges) {
  const offsets = new Int32Array(order + 1);
  const targets = new Int32Array(rows.length);
  const merged = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i > 0 && rows[i] === rows[i - 1] && columns[i] === columns[i - 1])
      merged[count - 1] = merged[count - 1]! + weights[i]!;
    else {
      targets[count] = columns[i]!;
      merged[count++] = weights[i]!;
      offsets[rows[i]! + 1] = offsets[rows[i]! + 1]! + 1;
    }
  }
  for (let v = 0; v < order; v++) offsets[v + 1] = offsets[v + 1]! + offsets[v]!;
  return { offsets, targets: targets.slice(0, count), weights: merged.slice(0, count) };
}

function strengthsOf(offsets: Int32Array, weights: Float64Array, loops: Float64Array) {
  const strengths = new Float64Array(loops.length);
  let total = 0;
  for (let v = 0; v < loops.length; v++) {
    let sum = 2 * loops[v]!;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) sum += weights[i]!;
    strengths[v] = sum;
    total += sum / 2;
  }
  return { strengths, total };
}
