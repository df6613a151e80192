import { expect, test } from 'vitest';
import { EdgeList } from '../graph/edge-list.ts';
import { indexModules } from '../graph/module-index.ts';
import { memberGroups } from '../graph/member-groups.ts';
import { buildWeightedGraph } from '../graph/weighted-graph.ts';
import { evidenceOf } from '../../test/evidence-of.ts';
import { businessContextPurity, lockstepShare } from './change-scores.ts';
import { contestedTables, cutTransactions, tableUses } from './data-scores.ts';
import { type Cut, dependencyPairs, sizesOfCut } from './scored-cut.ts';
import { serviceCycles } from './service-cycles.ts';
import { largestShare, nonExtremeDistribution, relativeDistribution, singletons } from './size-scores.ts';
import {
  clusterModularity,
  couplingModularity,
  interCallShare,
  interfaceNumber,
  structuralModularity,
} from './structural-scores.ts';

/*
 * Two services: {a, b, c} with a→b (e uses) and b→c (1), and {d, e} with d→e (1); c→d (1) and d→c (1) cross.
 */
const evidence = evidenceOf([
  ['a', 'b', Math.E],
  ['b', 'c'],
  ['d', 'e'],
  ['c', 'd'],
  ['d', 'c'],
]);
const index = indexModules(evidence.modules);
const pairs = dependencyPairs(evidence.dependencies, index);
const cut: Cut = { serviceOf: Int32Array.of(0, 0, 0, 1, 1), count: 2 };

test('structural modularity: 2/9 and 1/4 inside, one pair of 2·3·2 between', () => {
  expect(structuralModularity(pairs, cut)).toBeCloseTo((2 / 9 + 1 / 4) / 2 - 2 / 12, 12);
});

test('inter-call percentage: two of six parts of volume cross', () => {
  expect(interCallShare(pairs, cut)).toBeCloseTo(2 / 6, 12);
});

test('interface number: one unordered pair crosses, two services', () => {
  expect(interfaceNumber(pairs, cut)).toBe(0.5);
});

test('a circle of two services is one cycle', () => {
  expect(serviceCycles(pairs, cut)).toEqual([[0, 1]]);
});

test('cluster modularity and modularity on the coupling graph', () => {
  const edges = new EdgeList();
  for (const [u, v] of [
    [0, 1],
    [1, 2],
    [3, 4],
    [2, 3],
  ] as const)
    edges.push(u, v, 1);
  const graph = buildWeightedGraph(5, edges);

  expect(clusterModularity(graph, cut)).toBeCloseTo((100 * (4 / 5 + 2 / 3)) / 2, 10);
  expect(couplingModularity(graph, cut)).toBeCloseTo(2 / 4 - (5 / 8) ** 2 + 1 / 4 - (3 / 8) ** 2, 12);
});

test('size scores', () => {
  const sizes: Cut = { serviceOf: Int32Array.of(0, 0, 0, 0, 0, 1, 2, 2, 2, -1), count: 3 };

  expect(nonExtremeDistribution(sizesOfCut(sizes))).toBeCloseTo(1 - 5 / 9, 12);
  expect(relativeDistribution(sizesOfCut(sizes))).toBeCloseTo(1 - 3 / 9, 12);
  expect(largestShare(sizesOfCut(sizes))).toBeCloseTo(5 / 9, 12);
  expect(singletons(sizesOfCut(sizes))).toBe(1);
});

test('business context purity is the mean logarithm of the use cases that reach a service', () => {
  const useCases = [
    { id: 'one', modules: ['a', 'b'] },
    { id: 'two', modules: ['c', 'd'] },
  ];
  const groups = memberGroups({ ...evidence, useCases }, index);

  expect(businessContextPurity({ groups }, cut)).toBeCloseTo((Math.log(2) + Math.log(1)) / 2, 12);
});

test('lockstep counts commits over several services, among those over several modules', () => {
  const commits = [['a', 'b'], ['a', 'd'], ['c'], ['d', 'e', 'unknown']];
  const groups = memberGroups({ ...evidence, history: { available: true, commits, authors: [] } }, index);

  expect(lockstepShare({ groups }, cut)).toBeCloseTo(1 / 3, 12);
});

test('a table is owned by the service that writes it most; two writers contest it; a transaction is cut', () => {
  const data = {
    ...evidence,
    accesses: [
      access('a', 'orders', 'write'),
      access('b', 'orders', 'write'),
      access('d', 'orders', 'write'),
      access('d', 'stock', 'write'),
      access('a', 'stock', 'read'),
    ],
  };
  const uses = tableUses({ index, evidence: data }, cut);

  expect(uses.map(({ entity, owner, writers }) => ({ entity, owner, writers }))).toEqual([
    { entity: 'orders', owner: 0, writers: [0, 1] },
    { entity: 'stock', owner: 1, writers: [1] },
  ]);
  expect(contestedTables(uses)).toBe(1);
  const transactions = [
    { module: 'a', line: 1, scope: 'place', entities: ['orders', 'stock'] },
    { module: 'a', line: 9, scope: 'rename', entities: ['orders'] },
  ];
  expect(cutTransactions(transactions, uses).map(({ scope }) => scope)).toEqual(['place']);
});

function access(module: string, entity: string, mode: 'read' | 'write') {
  return { module, entity, mode, certainty: 1 };
}
