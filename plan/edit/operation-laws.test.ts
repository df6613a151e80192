import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHOP_PLAN } from '../../test/shop-plan.ts';
import type { Operation } from '../model/operation.ts';
import { PlanError } from '../plan-error.ts';
import { readPlan } from '../read/read-plan.ts';
import { applyOperation } from './apply-operation.ts';
import { applySplices, invertSplices, type Splice } from './splice.ts';

const service = fc.constantFrom('orders', 'users', 'mail', 'fresh', 'other');
const module = fc.constantFrom('src/cart.ts', 'src/users/**', 'src/a.ts', 'src/b/**', 'src/price.ts');
const modules = fc.uniqueArray(module, { minLength: 1, maxLength: 3 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ op: fc.constant('addService' as const), service }),
  fc.record({ op: fc.constant('rename' as const), service, to: service }),
  fc.record({
    op: fc.constant('merge' as const),
    services: fc.uniqueArray(service, { minLength: 2, maxLength: 3 }),
    into: service,
  }),
  fc.record({ op: fc.constant('split' as const), service, into: service, modules }),
  fc.record({ op: fc.constant('move' as const), modules, to: service }),
  fc.record({ op: fc.constant('pin' as const), modules, to: service }),
  fc.record({
    op: fc.constant('own' as const),
    entity: fc.constantFrom('orders', 'users', 'carts'),
    service,
  }),
  fc.record({ op: fc.constant('share' as const), modules, as: fc.constantFrom('library', 'keep') }),
  fc.record({
    op: fc.constant('addRoute' as const),
    id: fc.constantFrom('a.route', 'z.route'),
    service,
    path: fc.constant('/a/:id'),
  }),
  fc.record({
    op: fc.constant('stage' as const),
    route: fc.constantFrom('users.list', 'a.route'),
    stage: fc.constantFrom('monolith', 'shadow', 'canary', 'live'),
    percent: fc.nat(100),
  }),
  fc.record({
    op: fc.constant('upstream' as const),
    service: fc.oneof(service, fc.constant('monolith' as const)),
    addresses: fc.subarray(['http://a:1', 'unix:/run/b.sock'], { minLength: 1 }),
  }),
  fc.record({
    op: fc.constant('shadow' as const),
    route: fc.constantFrom('users.list', 'a.route'),
    ignore: fc.subarray(['$.at', 'header:date'], { minLength: 1 }),
    unsafe: fc.boolean(),
  }),
  fc.record({ op: fc.constant('listen' as const), address: fc.constantFrom('127.0.0.1:1', 'localhost:2') }),
);

test('law: any sequence of operations leaves a valid plan, and undone gives the same bytes', () => {
  let applied = 0;
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
      let text = SHOP_PLAN;
      const undo: Splice[] = [];
      for (const next of operations) {
        try {
          const edited = applyOperation(text, next);
          undo.unshift(...invertSplices(edited.splices));
          text = edited.text;
          applied += 1;
        } catch (error) {
          if (!(error instanceof PlanError)) throw error;
        }
      }
      readPlan(text);
      expect(applySplices(text, undo)).toBe(SHOP_PLAN);
    }),
    { numRuns: Number(process.env['LAW_RUNS'] ?? 200) }, // Set it for thousands, now and then.
  );
  expect(applied).toBeGreaterThan(100);
});

const routeText = (id: string) =>
  `  - id: ${id}\n    match: { path: /${id} }\n    service: users\n    stage: shadow\n    canary: { percent: 1 }\n`;

test('law: two people who change different routes merge in git without conflict', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const base = `version: 1\nservices:\n  users: { upstream: 'http://u:1' }\nroutes:\n${ids.map(routeText).join('')}`;
  const change = fc.oneof(
    fc.record({
      op: fc.constant('stage' as const),
      stage: fc.constantFrom('monolith', 'canary', 'live'),
      percent: fc.integer({ min: 2, max: 100 }),
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'plan-merge-'));
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('base'), base);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 2 }),
      change,
      change,
      (two, x, y) => {
        const [mine = '', theirs = ''] = two;
        const first = applyOperation(base, { ...x, route: mine });
        const second = applyOperation(base, { ...y, route: theirs });
        writeFileSync(path('mine'), first.text);
        writeFileSync(path('theirs'), second.text);
        // Exits with the number of conflicts, which execFileSync throws for.
        execFileSync('git', ['merge-file', '-q', path('mine'), path('base'), path('theirs')]);
        const both = applyOperation(first.text, { ...y, route: theirs });
        expect(readFileSync(path('mine'), 'utf8')).toBe(both.text);
      },
    ),
    { numRuns: 60 },
  );
  rmSync(folder, { recursive: true });
});
