import { expect, test } from 'vitest';
import { EdgeList } from './edge-list.ts';
import { buildWeightedGraph, sumOfGraphs, type WeightedGraph } from './weighted-graph.ts';

type Edge = readonly [from: number, to: number, weight: number];

test('an edge that weighs nothing is none', () => {
  const graph = graphOf([0, 1, 2], [1, 2, 0], [1, 0, 1]);

  expect(edgesOf(graph)).toEqual([
    [0, 1, 3],
    [1, 0, 3],
  ]);
});

test('a graph of factor 0 adds no edges to a sum', () => {
  const parts = [
    { graph: graphOf([0, 1, 2], [1, 2, 1]), factor: 0.5 },
    { graph: graphOf([0, 2, 5], [0, 1, 5]), factor: 0 },
    { graph: graphOf([1, 2, 3]), factor: 1 },
  ];

  expect(edgesOf(sumOfGraphs(3, parts))).toEqual([
    [0, 1, 1],
    [1, 0, 1],
    [1, 2, 3.5],
    [2, 1, 3.5],
  ]);
});

function graphOf(...edges: readonly Edge[]): WeightedGraph {
  const list = new EdgeList();
  for (const [from, to, weight] of edges) list.push(from, to, weight);
  return buildWeightedGraph(3, list);
}

function edgesOf({ order, offsets, targets, weights }: WeightedGraph): Edge[] {
  return Array.from({ length: order }, (_, v) => v).flatMap((v) =>
    Array.from({ length: offsets[v + 1]! - offsets[v]! }, (_, step): Edge => {
      const at = offsets[v]! + step;
      return [v, targets[at]!, weights[at]!];
    }),
  );
}
