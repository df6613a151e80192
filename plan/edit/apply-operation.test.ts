import { expect, test } from 'vitest';
import { SHOP_PLAN } from '../../test/shop-plan.ts';
import { assignModules, ownerName } from '../assign/assign-modules.ts';
import type { Operation } from '../model/operation.ts';
import { PlanError } from '../plan-error.ts';
import { readPlan } from '../read/read-plan.ts';
import { applyOperation } from './apply-operation.ts';

const after = (...operations: Operation[]): string =>
  operations.reduce((text, operation) => applyOperation(text, operation).text, SHOP_PLAN);
const changed = (text: string): string[] => {
  const before = new Set(SHOP_PLAN.split('\n'));
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
  expect(plan.services['people']?.upstream).toEqual(readPlan(SHOP_PLAN).services['users']?.upstream);
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
  const moved: Operation = { op: 'move', modules: ['src/users/**'], to: 'mail' };
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

test.each<Operation>([
  { op: 'pin', modules: ['src/**/b.ts'], to: 'orders' },
  { op: 'split', service: 'mail', into: 'prices', modules: ['src/**/b.ts'] },
])('a glob against an earlier move of another that overlaps is an error naming both: %j', (operation) => {
  const text = after({ op: 'move', modules: ['src/users/**'], to: 'mail' }, operation);
  const to = operation.op === 'pin' ? 'orders' : 'prices';
  expect(() => ownersIn(text, 'src/users/b.ts')).toThrow(
    `Two claim "src/users/b.ts": ${to} (src/**/b.ts) and mail (src/users/**).`,
  );
  expect(ownersIn(text, 'src/users/a.ts', 'src/other/b.ts')).toEqual(['mail', to]); // No module is in both: both count.
});

test('what cannot become shared for an earlier move of an overlapping glob is refused', () => {
  const moved: Operation = { op: 'move', modules: ['src/users/**'], to: 'mail' };
  expect(() => after(moved, { op: 'share', modules: ['src/**/b.ts'], as: 'library' })).toThrow(
    'An earlier decision says otherwise than "src/**/b.ts": move src/users/** to mail.',
  );
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
  expect(() => applyOperation(SHOP_PLAN, operation)).toThrow(PlanError);
  expect(() => applyOperation(SHOP_PLAN, operation)).toThrow(message);
});

test('upstream sets an address or several, and leaves the settings beside them', () => {
  expect(changed(after({ op: 'upstream', service: 'orders', addresses: ['http://127.0.0.1:4001'] }))).toEqual(
    ['    upstream: http://127.0.0.1:4001'],
  );
  const monolith = after({ op: 'upstream', service: 'monolith', addresses: ['http://a:1', 'http://b:1'] });
  expect(changed(monolith)).toEqual(['monolith: { upstream: [ http://a:1, http://b:1 ] }']);
  expect(monolith.indexOf('monolith:')).toBeLessThan(monolith.indexOf('services:'));
  const detailed = 'version: 1\nmonolith:\n  upstream: { addresses: http://a:1, host: upstream } # tuned\n';
  const operation: Operation = { op: 'upstream', service: 'monolith', addresses: ['http://b:2'] };
  expect(applyOperation(detailed, operation).text).toBe(detailed.replace('http://a:1', 'http://b:2'));
});

test('a stage may say in the same breath where its service listens', () => {
  const base = SHOP_PLAN.replace('service: users', 'service: orders').replace(
    'stage: shadow',
    'stage: monolith',
  );
  const operation: Operation = {
    op: 'stage',
    route: 'users.list',
    stage: 'shadow',
    upstream: ['http://o:1'],
  };
  expect(readPlan(applyOperation(base, operation).text).services['orders']?.upstream?.addresses).toHaveLength(
    1,
  );
  expect(() => applyOperation(base, { op: 'stage', route: 'users.list', stage: 'shadow' })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('banyan plan upstream orders') }),
  );
});

test('shadow and listen write what was said, and nothing else', () => {
  const shadowed = after(
    { op: 'shadow', route: 'users.list', percent: 5, unsafe: true },
    { op: 'shadow', route: 'users.list', ignore: ['$.at', 'header:date'], credentials: 'keep' },
    { op: 'shadow', route: 'users.list', ignore: ['$.at', '$.id'] },
  );
  expect(readPlan(shadowed).routes[0]?.shadow).toMatchObject({
    percent: 5,
    unsafe: true,
    credentials: 'keep',
    ignore: [
      { kind: 'body', path: '$.at' },
      { kind: 'header', name: 'date' },
      { kind: 'body', path: '$.id' },
    ],
  });
  expect(changed(after({ op: 'listen', address: '127.0.0.1:8080', admin: '127.0.0.1:9901' }))).toEqual([
    'proxy: { listen: 127.0.0.1:8080, admin: 127.0.0.1:9901 }',
  ]);
});

test.each<[Operation, RegExp]>([
  [{ op: 'upstream', service: 'monolith', addresses: ['localhost:3000'] }, /http:\/\/host:port/u],
  [{ op: 'upstream', service: 'ordres', addresses: ['http://a:1'] }, /no service "ordres"/u],
  [{ op: 'listen', address: '8080' }, /host:port/u],
  [{ op: 'listen' }, /No address/u],
  [{ op: 'shadow', route: 'users.list' }, /Nothing was said/u],
  [{ op: 'shadow', route: 'users.list', ignore: ['generatedAt'] }, /ignore/u],
])('refuses %j', (operation, message) => {
  expect(() => after(operation)).toThrow(message);
});
