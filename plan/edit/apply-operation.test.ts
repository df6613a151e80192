import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignModules, ownerName } from '../assign/assign-modules.ts';
import type { Operation } from '../model/operation.ts';
import { PlanError } from '../plan-error.ts';
import { readPlan } from '../read/read-plan.ts';
import { applyOperation } from './apply-operation.ts';
import { applySplices, invertSplices, type Splice } from './splice.ts';

const PLAN = `# The plan of the shop.
version: 1
services:
  # Takes money.
  orders:
    owner: team-commerce # ask them first
    modules: [src/orders/**, src/cart.ts]
    data: { owns: [orders], reads: [users] }
  users:
    modules:
      - src/users/**   # everything about people
    data:
      owns: [users]
    upstream: http://127.0.0.1:4002
  mail:
    uses: [users]
    modules: [src/mail/**]
decisions:
  - { move: src/price.ts, to: orders, why: only caller } # ana
routes:
  # Read only.
  - id: users.list
    match: { path: /users }
    service: users
    stage: shadow
waves: [ { name: w1, services: [users, mail] } ]
`;

const after = (...operations: Operation[]): string =>
  operations.reduce((text, operation) => applyOperation(text, operation).text, PLAN);
const changed = (text: string): string[] => {
  const before = new Set(PLAN.split('\n'));
  return text.split('\n').filter((line) => !before.has(line));
};

test('move writes one decision, in its place, and replaces an earlier one', () => {
  const once = after({ op: 'move', modules: ['src/mail/templates.ts'], to: 'users', why: 'same words' });
  expect(changed(once)).toEqual(['  - { move: src/mail/templates.ts, to: users, why: same words }']);
  expect(once.indexOf('templates')).toBeLessThan(once.indexOf('price.ts'));

  expect(changed(after({ op: 'move', modules: ['src/price.ts'], to: 'users' }))).toEqual([
    '  - { move: src/price.ts, to: users } # ana',
  ]);
});

test('move takes an exact pin away from the service that had it', () => {
  expect(changed(after({ op: 'move', modules: ['src/cart.ts'], to: 'users' }))).toEqual([
    '    modules: [src/orders/**]',
    '  - { move: src/cart.ts, to: users }',
  ]);
});

test('rename follows every reference', () => {
  expect(changed(after({ op: 'rename', service: 'users', to: 'accounts' }))).toEqual([
    '  accounts:',
    '    uses: [accounts]',
    '    service: accounts',
    'waves: [ { name: w1, services: [accounts, mail] } ]',
  ]);
});

test('merge joins what the services hold, and names the one that is left everywhere', () => {
  const text = after({ op: 'merge', services: ['users', 'mail'], into: 'users' });
  const plan = readPlan(text);
  expect(Object.keys(plan.services)).toEqual(['orders', 'users']);
  expect(plan.services['users']).toMatchObject({ modules: ['src/users/**', 'src/mail/**'], uses: [] });
  expect(plan.waves).toEqual([{ name: 'w1', services: ['users'] }]);
  expect(text).toContain('# everything about people');
});

test('merge into a new name keeps the first one’s upstream', () => {
  const plan = readPlan(after({ op: 'merge', services: ['users', 'mail'], into: 'people' }));
  expect(plan.services['people']?.upstream).toEqual(readPlan(PLAN).services['users']?.upstream);
  expect(plan.routes[0]?.service).toBe('people');
});

test('split moves a pin, or carves a part out of a glob', () => {
  const plan = readPlan(
    after({ op: 'split', service: 'orders', into: 'cart', modules: ['src/cart.ts', 'src/orders/basket/**'] }),
  );
  expect(plan.services['cart']?.modules).toEqual(['src/cart.ts', 'src/orders/basket/**']);
  expect(plan.services['orders']?.modules).toEqual(['src/orders/**', '!src/orders/basket/**']);
});

const ownersIn = (text: string, ...modules: string[]): string[] => {
  const { ownerOf } = assignModules(readPlan(text), modules);
  return modules.map((module) => ownerName(ownerOf(module)));
};

test('the last word counts: a pin, a split or a share takes an earlier move of the same modules back', () => {
  expect(ownersIn(after({ op: 'pin', modules: ['src/price.ts'], to: 'mail' }), 'src/price.ts')).toEqual([
    'mail',
  ]);
  expect(ownersIn(after({ op: 'share', modules: ['src/price.ts'], as: 'library' }), 'src/price.ts')).toEqual([
    'shared',
  ]);
  const split = after({ op: 'split', service: 'orders', into: 'prices', modules: ['src/price.ts'] });
  expect(ownersIn(split, 'src/price.ts', 'src/cart.ts')).toEqual(['prices', 'orders']);
  expect(changed(split)).toEqual(['  prices: { modules: [ src/price.ts ] }', 'decisions: []']);
  const glob = after({ op: 'split', service: 'orders', into: 'prices', modules: ['src/*.ts'] });
  expect(ownersIn(glob, 'src/price.ts')).toEqual(['prices']);
});

test('the last word on one module counts against an earlier move of a glob', () => {
  const moved = { op: 'move', modules: ['src/users/**'], to: 'mail' } as const;
  const pinned = after(moved, { op: 'pin', modules: ['src/users/a.ts'], to: 'orders' });
  expect(ownersIn(pinned, 'src/users/a.ts', 'src/users/b.ts')).toEqual(['orders', 'mail']);
  const again = after(moved, { op: 'move', modules: ['src/users/a.ts'], to: 'orders' });
  expect(ownersIn(again, 'src/users/a.ts', 'src/users/b.ts')).toEqual(['orders', 'mail']);
});

test.each<[Operation, string]>([
  [{ op: 'pin', modules: ['src/*.ts'], to: 'users' }, 'move src/price.ts to orders (only caller)'],
  [{ op: 'move', modules: ['src/**'], to: 'users' }, 'move src/price.ts to orders (only caller)'],
  [{ op: 'share', modules: ['src/**'], as: 'keep' }, 'move src/price.ts to orders (only caller)'],
  [
    { op: 'split', service: 'users', into: 'prices', modules: ['src/price.ts'] },
    'move src/price.ts to orders (only caller)',
  ],
])('a decision that stands in the way is named: %j', (operation, decision) => {
  expect(() => after(operation)).toThrow(decision);
});

test('what is left out of a glob may stay where it was moved to', () => {
  const text = after({ op: 'pin', modules: ['src/*.ts', '!src/price.ts'], to: 'users' });
  expect(ownersIn(text, 'src/price.ts', 'src/x.ts')).toEqual(['orders', 'users']);
});

test('own has one owner, who needs no leave to read', () => {
  const plan = readPlan(after({ op: 'own', entity: 'users', service: 'orders' }));
  expect(plan.services['orders']?.data).toEqual({ owns: ['orders', 'users'], reads: [] });
  expect(plan.services['users']?.data?.owns).toEqual([]);
});

test('stage changes its line, and adds the percentage', () => {
  expect(changed(after({ op: 'stage', route: 'users.list', stage: 'canary', percent: 5 }))).toEqual([
    '    stage: canary',
    '    canary: { percent: 5 }',
  ]);
});

test.each<[string, Operation, RegExp]>([
  ['a service that is not there', { op: 'move', modules: ['a.ts'], to: 'user' }, /no service "user"/u],
  ['a name that is taken', { op: 'rename', service: 'users', to: 'mail' }, /"mail" exists already/u],
  ['an unknown route', { op: 'stage', route: 'user.list', stage: 'live' }, /no route "user.list"/u],
  [
    'a canary without a share',
    { op: 'stage', route: 'users.list', stage: 'canary' },
    /no canary percentage/u,
  ],
  ['a path outside', { op: 'pin', modules: ['../x'], to: 'users' }, /inside the repository/u],
  [
    'a stage without an upstream',
    { op: 'merge', services: ['mail', 'users'], into: 'mail' },
    /has no upstream/u,
  ],
])('refuses %s, and changes nothing', (_, operation, message) => {
  expect(() => applyOperation(PLAN, operation)).toThrow(PlanError);
  expect(() => applyOperation(PLAN, operation)).toThrow(message);
});

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
);

test('law: any sequence of operations leaves a valid plan, and undone gives the same bytes', () => {
  let applied = 0;
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
      let text = PLAN;
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
      expect(applySplices(text, undo)).toBe(PLAN);
    }),
    { numRuns: 200 },
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
