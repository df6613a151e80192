import { expect, test } from 'vitest';
import { assignModules } from '../assign/assign-modules.ts';
import type { CodeFacts } from '../model/breach.ts';
import { readPlan } from '../read/read-plan.ts';
import { findBreaches } from './find-breaches.ts';

const PLAN = `version: 1
services:
  a: { modules: [a/**], data: { owns: [t], reads: [u] }, uses: [b] }
  b: { modules: [b/**], data: { owns: [u, v] } }
shared: { lib/**: library }
roots: [main.ts]
`;
const facts = (over: Partial<CodeFacts>): CodeFacts => {
  const modules = ['a/x.ts', 'b/y.ts', 'lib/z.ts', 'main.ts', 'rest.ts'].map((id) => ({ id }));
  return { modules, dependencies: [], accesses: [], transactions: [], ...over };
};
const found = (over: Partial<CodeFacts>, plan = PLAN): string[] => {
  const read = readPlan(plan);
  const code = facts(over);
  const assignment = assignModules(
    read,
    code.modules.map(({ id }) => id),
  );
  return findBreaches(code, read, assignment).map(
    ({ kind, from, to, symbol, line }) => `${kind} ${from}→${to} ${symbol} :${line}`,
  );
};
const use = (from: string, to: string, ...names: string[]) => ({
  from,
  to,
  kind: 'value' as const,
  names,
  uses: 1,
  line: 3,
});

test('who may use whom', () => {
  const all = ['a/x.ts', 'b/y.ts', 'lib/z.ts', 'main.ts', 'rest.ts'];
  const dependencies = all.flatMap((from) => all.filter((to) => to !== from).map((to) => use(from, to, 'n')));
  expect(
    found({ dependencies }, PLAN.replace(', uses: [b]', '')).filter((each) => !each.startsWith('cycle')),
  ).toEqual([
    'crossing a→b n :3',
    'crossing a→monolith n :3',
    'crossing b→a n :3',
    'crossing b→monolith n :3',
    'crossing shared→a n :3',
    'crossing shared→b n :3',
    'crossing monolith→a n :3',
    'crossing monolith→b n :3',
  ]);
});

test('a wanted use is no breach, a circle through it is', () => {
  expect(found({ dependencies: [use('a/x.ts', 'b/y.ts', 'n')] })).toEqual([]);
  expect(found({ dependencies: [use('a/x.ts', 'b/y.ts', 'n'), use('b/y.ts', 'a/x.ts', 'm')] })).toEqual([
    'cycle a→b  :3',
    'crossing b→a m :3',
  ]);
});

test('types count unless the plan says that they do not', () => {
  const dependencies = [{ ...use('b/y.ts', 'a/x.ts', 'T'), kind: 'type' as const }];
  expect(found({ dependencies })).toHaveLength(1);
  expect(found({ dependencies }, `${PLAN}check: { types: false }\n`)).toEqual([]);
});

const access = (module: string, entity: string, mode: 'read' | 'write') => ({
  module,
  entity,
  mode,
  line: 5,
  certainty: 1,
});

test('data of others: reading where the plan allows it, writing never', () => {
  const accesses = [
    access('a/x.ts', 't', 'write'),
    access('a/x.ts', 'u', 'read'),
    access('a/x.ts', 'u', 'write'),
    access('a/x.ts', 'v', 'read'),
    access('rest.ts', 't', 'read'),
    access('rest.ts', 'unknown', 'write'),
  ];
  expect(found({ accesses })).toEqual([
    'data a→b read v :5',
    'data a→b write u :5',
    'data monolith→a read t :5',
  ]);
});

test('a transaction over tables of two services', () => {
  const transactions = [
    { module: 'a/x.ts', line: 7, scope: 'place', entities: ['v', 't', 'other'] },
    { module: 'a/x.ts', line: 9, scope: 'own', entities: ['t', 'other'] },
  ];
  expect(found({ transactions })).toEqual(['transaction a→b place :7']);
});

test('the order of the facts does not matter', () => {
  const dependencies = [
    use('b/y.ts', 'a/x.ts', 'm', 'n'),
    use('rest.ts', 'a/x.ts'),
    use('b/y.ts', 'a/x.ts', 'k'),
  ];
  expect(found({ dependencies })).toEqual(found({ dependencies: [...dependencies].reverse() }));
});
