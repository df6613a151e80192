import { expect, test } from 'vitest';
import { EdgeList } from '../graph/edge-list.ts';
import { memberGroups } from '../graph/member-groups.ts';
import { indexModules } from '../graph/module-index.ts';
import { buildWeightedGraph } from '../graph/weighted-graph.ts';
import { evidenceOf } from '../../test/evidence-of.ts';
import { scoreBaselines } from './baselines.ts';
import { businessContextPurity, useCasesByService } from './change-scores.ts';
import { scoreDecomposition } from './score-decomposition.ts';
import { type Cut, dependencyPairs, type ScoringFacts } from './scored-cut.ts';
import { serviceCycles } from './service-cycles.ts';
import { clusterModularity, couplingModularity, structuralModularity } from './structural-scores.ts';

/*
 * src/x/{a, b} and src/y/{c, d}: a → b and c → d inside, b → c and d → a between; src/z/root is in no service.
 */
const [a, b, c, d, root] = ['src/x/a', 'src/x/b', 'src/y/c', 'src/y/d', 'src/z/root'];
const evidence = evidenceOf([
  [a!, b!],
  [c!, d!],
  [b!, c!],
  [d!, a!],
  [root!, a!],
]);
const facts = factsOf(evidence);
const cut: Cut = { serviceOf: Int32Array.of(0, 0, 1, 1, -1), count: 2 };

test('every score of a small cut, by hand', () => {
  expect(scoreDecomposition(facts, cut)).toEqual({
    services: 2,
    largestShare: 0.5,
    singletons: 0,
    // W = 4, L = 1 each, S = 4 each: 2 (1/4 − (4/8)²).
    modularity: 0,
    // Inside 1/2² each; two pairs of 2·2·2 between, twice.
    sm: -0.25,
    icp: 0.5,
    ifn: 1,
    ned: 1,
    nedRelative: 0,
    // 2·1 ÷ (2·1 + 2) each.
    cmod: 50,
    crossingPairs: 2,
    cycles: 1,
    contestedTables: 0,
    cutTransactions: 0,
  });
});

test('doing nothing and cutting by folder are scored over the same modules', () => {
  const proposed: Cut = { serviceOf: Int32Array.of(0, 1, 1, 1, -1), count: 2 };
  const [nothing, folders] = scoreBaselines(facts, proposed, true);

  expect(nothing).toMatchObject({
    name: 'do-nothing',
    metrics: { services: 1, largestShare: 1, icp: 0, ifn: 0, sm: 4 / 16, cmod: 100 },
  });
  expect(folders).toMatchObject({ name: 'folders', metrics: { services: 2, icp: 0.5, ifn: 1 } });
  expect(scoreBaselines(facts, proposed, false)).toHaveLength(1);
});

test('one service has no coupling; none at all scores 0', () => {
  const none: Cut = { serviceOf: new Int32Array(5).fill(-1), count: 0 };

  expect(structuralModularity(facts.pairs, { serviceOf: Int32Array.of(0, 0, 0, 0, -1), count: 1 })).toBe(
    0.25,
  );
  expect(structuralModularity(facts.pairs, none)).toBe(0);
  expect(clusterModularity(facts.coupling, none)).toBe(0);
  expect(couplingModularity(facts.coupling, none)).toBe(0);
});

test('a service with nothing inside counts 0 in cluster modularity', () => {
  // {a} and {b c d}: 0, and 2·2 ÷ (2·2 + 2).
  const uneven: Cut = { serviceOf: Int32Array.of(0, 1, 1, 1, -1), count: 2 };

  expect(clusterModularity(facts.coupling, uneven)).toBeCloseTo((100 * (4 / 6)) / 2, 10);
});

test('services in a row have no cycle; two circles are two', () => {
  const row = evidenceOf([
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ]);
  const circles = evidenceOf([
    ['a', 'b'],
    ['b', 'a'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'c'],
  ]);

  expect(serviceCycles(factsOf(row).pairs, alone(3))).toEqual([]);
  expect(serviceCycles(factsOf(circles).pairs, alone(4)).length).toBe(2);
});

test('use cases that reach a service, and those that reach no other', () => {
  const useCases = [
    { id: 'one', modules: [a!, b!] },
    { id: 'two', modules: [b!, c!] },
    { id: 'three', modules: [a!, root!] },
  ];
  const { groups } = factsOf({ ...evidence, useCases });

  expect(useCasesByService(groups.useCases, cut)).toEqual({
    touched: Int32Array.of(3, 1),
    whole: Int32Array.of(2, 0),
  });
  // A service that no use case reaches counts as one that a single one reaches.
  const three: Cut = { serviceOf: Int32Array.of(0, 0, 1, 2, -1), count: 3 };
  expect(businessContextPurity({ groups }, three)).toBeCloseTo((Math.log(3) + 0 + 0) / 3, 12);
});

/** Each module is a service. */
function alone(count: number): Cut {
  return { serviceOf: Int32Array.from({ length: count }, (_, v) => v), count };
}

/** The coupling graph is the dependencies, each pair with weight 1. */
function factsOf(known: typeof evidence): ScoringFacts {
  const index = indexModules(known.modules);
  const edges = new EdgeList();
  for (const { from, to } of known.dependencies)
    if (!from.endsWith('root')) edges.push(index.numberOf(from)!, index.numberOf(to)!, 1);
  return {
    index,
    evidence: known,
    groups: memberGroups(known, index),
    pairs: dependencyPairs(known.dependencies, index),
    coupling: buildWeightedGraph(index.ids.length, edges),
  };
}
