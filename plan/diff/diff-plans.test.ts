import { expect, test } from 'vitest';
import { readPlan } from '../read/read-plan.ts';
import { diffPlans } from './diff-plans.ts';

const BEFORE = `version: 1
monolith: { upstream: http://127.0.0.1:3000 }
services:
  orders: { modules: [src/orders/**] }
  users: { modules: [src/users/**], upstream: http://127.0.0.1:4002 }
routes:
  - { id: orders.read, match: { method: [GET], path: /orders/:id }, service: orders, stage: monolith }
`;

const textsOf = (after: string): string[] =>
  diffPlans(readPlan(BEFORE), readPlan(after)).map(({ text }) => text);

test('says each value that differs as people write it, and no default', () => {
  const after = BEFORE.replace('[src/orders/**] }', '[src/orders/**], upstream: http://127.0.0.1:4001 }')
    .replace(
      'upstream: http://127.0.0.1:4002',
      'upstream: { addresses: [http://127.0.0.1:4002, "unix:/run/u.sock"], balance: least-connections }',
    )
    .replace('stage: monolith }', 'stage: shadow, shadow: { percent: 20, ignore: [$.at, $.id] } }');
  expect(textsOf(`${after}proxy: { listen: 127.0.0.1:8080, drain: 10s }\n`)).toEqual([
    'orders: upstream (none) → http://127.0.0.1:4001',
    'users: upstream http://127.0.0.1:4002 → http://127.0.0.1:4002, unix:/run/u.sock',
    'users: upstream.balance (none) → least-connections',
    'orders.read: monolith → shadow',
    'orders.read: shadow is new',
    'proxy is new',
  ]);
  const later = after.replace('percent: 20, ignore: [$.at, $.id]', 'percent: 50, ignore: [$.at]');
  expect(diffPlans(readPlan(after), readPlan(later)).map(({ text }) => text)).toEqual([
    'orders.read: shadow.ignore $.at, $.id → $.at',
    'orders.read: shadow.percent 20 → 50',
  ]);
});

test('plans that say the same in other words do not differ', () => {
  expect(
    textsOf(BEFORE.replace('upstream: http://127.0.0.1:4002', 'upstream: [http://127.0.0.1:4002]')),
  ).toEqual([]);
});
