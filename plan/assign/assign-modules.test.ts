import { expect, test } from 'vitest';
import { readPlan } from '../read/read-plan.ts';
import { assignModules, ownerName } from './assign-modules.ts';

const place = (plan: string, ...modules: string[]): string[] => {
  const { ownerOf } = assignModules(readPlan(`version: 1\n${plan}`), modules);
  return modules.map((module) => ownerName(ownerOf(module)));
};

test('the stronger claim wins: a move, a module by name, a glob of a service, then shared and roots', () => {
  const plan = `services:
  orders: { modules: [src/orders/**, src/users/order.ts, '!src/orders/old/**'] }
  users: { modules: [src/users/**, '!src/users/order.ts'] }
decisions: [ { move: src/orders/user.ts, to: users } ]
shared: { src/lib/**: library, src/users/clock.ts: library }
roots: [src/main.ts]
`;
  expect(
    place(
      plan,
      'src/orders/a.ts',
      'src/orders/user.ts',
      'src/orders/old/x.ts',
      'src/users/.hidden/b.ts',
      'src/users/order.ts',
      'src/users/clock.ts',
      'src/lib/x.ts',
      'src/main.ts',
      'src/ordersX.ts',
    ),
  ).toEqual(['orders', 'users', 'monolith', 'users', 'orders', 'shared', 'shared', 'root', 'monolith']);
});

test('a module that two services claim with equal right is an error that names both', () => {
  const plan = `services: { a: { modules: [src/**] }, b: { modules: [src/b/**] } }\n`;
  expect(() => place(plan, 'src/b/x.ts')).toThrow('Two claim "src/b/x.ts": a (src/**) and b (src/b/**).');
});

test('patterns that match nothing are told', () => {
  const plan = readPlan('version: 1\nservices: { a: { modules: [src/**, lib/**] } }\nroots: [main.ts]\n');
  expect(assignModules(plan, ['src/x.ts']).unmatched).toEqual(['lib/**', 'main.ts']);
});
