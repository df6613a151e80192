import { UndirectedGraph } from 'graphology';
import * as communities from 'graphology-communities-louvain';
import { expect, test } from 'vitest';
import { EdgeList } from '../graph/edge-list.ts';
import { seededRandom } from '../graph/seeded-random.ts';
import { buildWeightedGraph, type WeightedGraph } from '../graph/weighted-graph.ts';
import { findCommunities } from './find-communities.ts';
import { louvain } from './louvain.ts';
import { modularity } from './modularity.ts';
import { countOf } from './partition.ts';

test('parts two triangles that one weak edge joins', () => {
  const graph = graphOf(6, [
    [0, 1, 3],
    [1, 2, 3],
    [0, 2, 3],
    [3, 4, 3],
    [4, 5, 3],
    [3, 5, 3],
    [2, 3, 1],
  ]);

  expect([...louvain(graph, { resolution: 1, random: seededRandom(1) })]).toEqual([0, 0, 0, 1, 1, 1]);
});

test('modularity is that of the definition', () => {
  const graph = graphOf(4, [
    [0, 1, 1],
    [2, 3, 1],
    [1, 2, 2],
  ]);

  // W = 4; parts {0,1} and {2,3}: L = 1 each, S = 4 each → 2 (1/4 − (4/8)²) = 0.
  expect(modularity(graph, Int32Array.of(0, 0, 1, 1))).toBeCloseTo(0, 12);
  // {1,2} together: L = 2, S = 6; {0} and {3}: S = 1 → 2/4 − (36 + 1 + 1)/64.
  expect(modularity(graph, Int32Array.of(0, 1, 1, 2))).toBeCloseTo(0.5 - 38 / 64, 12);
});

test.each([1, 2, 3, 4, 5])('finds no worse a cut than graphology does, graph %i', (seed) => {
  const edges = plantedGraph(600, 20, seed);
  const graph = graphOf(600, edges);
  const reference = new UndirectedGraph();
  for (let v = 0; v < 600; v++) reference.addNode(v);
  for (const [u, v, weight] of merged(edges)) reference.addEdge(u, v, { weight });

  const runs = [1, 2, 3].map((run) => referenceModularity(reference, seededRandom(run)));
  const found = findCommunities(graph, { resolution: 1, seed, runs: 3 });

  expect(modularity(graph, found)).toBeGreaterThanOrEqual(Math.max(...runs) - 0.005);
  expect(countOf(found)).toBeGreaterThan(1);
});

test.each([1, 2, 3, 4, 5])('ends, and cuts alike, whatever the weights are counted in, graph %i', (seed) => {
  const random = seededRandom(seed);
  const edges = plantedGraph(120, 6, seed).map(([u, v]): Edge => [u, v, 0.1 + random()]);
  const cut = (unit: number) =>
    louvain(
      graphOf(
        120,
        edges.map(([u, v, weight]) => [u, v, weight * unit]),
      ),
      {
        resolution: 1,
        random: seededRandom(seed),
      },
    );

  for (const unit of [2 ** -40, 2 ** 20, 2 ** 60]) expect(cut(unit)).toEqual(cut(1));
});

type Edge = readonly [number, number, number];

function graphOf(order: number, edges: readonly Edge[]): WeightedGraph {
  const list = new EdgeList();
  for (const [u, v, weight] of edges) list.push(u, v, weight);
  return buildWeightedGraph(order, list);
}

function plantedGraph(order: number, parts: number, seed: number): Edge[] {
  const random = seededRandom(seed);
  const edges: Edge[] = [];
  for (let i = 0; i < order * 5; i++) {
    const u = Math.floor(random() * order);
    const near = (u % parts) + parts * Math.floor((random() * order) / parts);
    const v = random() < 0.7 ? near : Math.floor(random() * order);
    if (u !== v) edges.push([u, v, 1]);
  }
  return edges;
}

function merged(edges: readonly Edge[]): Edge[] {
  const weights = new Map<string, Edge>();
  for (const [u, v, weight] of edges) {
    const [a, b] = u < v ? [u, v] : [v, u];
    weights.set(`${a},${b}`, [a, b, weight + (weights.get(`${a},${b}`)?.[2] ?? 0)]);
  }
  return [...weights.values()];
}

/** The types of the package have a `default` that its runtime lacks. */
function referenceModularity(graph: UndirectedGraph, rng: () => number): number {
  const detailed = Reflect.get((communities as { default?: unknown }).default ?? communities, 'detailed') as (
    graph: UndirectedGraph,
    options: object,
  ) => { modularity: number };
  return detailed(graph, { getEdgeWeight: 'weight', rng }).modularity;
}
