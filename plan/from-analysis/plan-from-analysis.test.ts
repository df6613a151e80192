import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Analysis } from '../../analyzer/model/analysis.ts';
import { assignModules, ownerName } from '../assign/assign-modules.ts';
import { readPlan } from '../read/read-plan.ts';
import { planFromAnalysis } from './plan-from-analysis.ts';

function analysisOf(owners: Readonly<Record<string, string>>, over: Partial<Analysis> = {}): Analysis {
  const names = [...new Set(Object.values(owners))]
    .filter((name) => !['shared', 'root', 'nobody'].includes(name))
    .sort();
  const of = (owner: string): string[] => Object.keys(owners).filter((module) => owners[module] === owner);
  return {
    modules: Object.keys(owners).map((id) => ({ id })),
    decompositions: [
      { granularity: 'recommended', services: names.map((name) => ({ name, modules: of(name) })) },
    ],
    shared: of('shared').map((module) => ({ module })),
    roots: of('root').map((module) => ({ module })),
    endpoints: [],
    accesses: [],
    roadmap: [],
    ...over,
  } as unknown as Analysis;
}

test('a first plan reads as if a person had written it', () => {
  const owners = {
    'src/orders/a.ts': 'orders',
    'src/orders/b.ts': 'orders',
    'src/orders/c/d.ts': 'orders',
    'src/orders/money.ts': 'shared',
    'src/users/a.ts': 'users',
    'src/users/b.ts': 'users',
    'src/main.ts': 'root',
    'src/odd.ts': 'nobody',
  };
  const access = { certainty: 1, entity: 'orders' };
  const endpoint = { protocol: 'http', line: 1, handler: 'h', certainty: 1, source: 'express', id: '' };
  const analysis = analysisOf(owners, {
    accesses: [
      { ...access, module: 'src/users/a.ts', mode: 'read' },
      { ...access, module: 'src/users/b.ts', mode: 'read' },
      { ...access, module: 'src/orders/a.ts', mode: 'write' },
    ],
    endpoints: [
      { ...endpoint, method: 'GET', path: '/orders/:id', module: 'src/orders/a.ts' },
      { ...endpoint, method: 'PUT', path: '/orders/:id', module: 'src/orders/a.ts' },
      { ...endpoint, method: 'ALL', path: '/users/*rest', module: 'src/users/a.ts' },
      { ...endpoint, method: 'GET', path: '/bad//path', module: 'src/users/a.ts' },
      { ...endpoint, method: 'GET', path: '/*', module: 'src/users/a.ts' },
      { ...endpoint, protocol: 'cron', method: 'RUN', path: '* * * * *', module: 'src/users/a.ts' },
    ] as Analysis['endpoints'],
    roadmap: [{ wave: 1, service: 'users', value: 1, cost: 1, blockers: [] }],
  });
  expect(planFromAnalysis(analysis)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./node_modules/banyan/docs/schemas/plan.schema.json

    # The plan for this monolith: yours to edit, by hand or with "banyan plan". Analysis never overrides it.
    version: 1
    services:
      orders:
        modules: [ src/orders/** ]
        data: { owns: [ orders ] }
      users:
        modules: [ src/users/** ]
    shared: { src/orders/money.ts: library }
    roots: [ src/main.ts ]
    routes:
      - id: orders.orders-id
        match: { method: [ GET, PUT ], path: /orders/:id }
        service: orders
        stage: monolith
      - id: users.users-all
        match: { path: /users/* }
        service: users
        stage: monolith
    waves:
      - { name: w1, services: [ users ] }
    "
  `);
});

const owner = fc.constantFrom('a', 'b', 'c', 'shared', 'root', 'nobody');
const path = fc
  .array(fc.constantFrom('x', 'y', '[id]', '(g)', 'z.w'), { minLength: 1, maxLength: 4 })
  .map((names) => `${names.join('/')}.ts`);

test('law: the plan places every module where the analysis did', () => {
  fc.assert(
    fc.property(fc.dictionary(path, owner, { minKeys: 1, maxKeys: 25, noNullPrototype: true }), (owners) => {
      const plan = readPlan(planFromAnalysis(analysisOf(owners)));
      const modules = Object.keys(owners);
      const { ownerOf, unmatched } = assignModules(plan, modules);
      const placed = Object.fromEntries(modules.map((module) => [module, ownerName(ownerOf(module))]));
      const wanted = Object.fromEntries(
        modules.map((module) => [module, owners[module] === 'nobody' ? 'monolith' : owners[module]]),
      );
      expect(placed).toEqual(wanted);
      expect(unmatched).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
