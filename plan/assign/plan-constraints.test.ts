import { expect, test } from 'vitest';
import { readPlan } from '../read/read-plan.ts';
import { planConstraints } from './plan-constraints.ts';

test('pins and decisions hold for the modules that there are', () => {
  const plan = readPlan(`version: 1
services: { a: { modules: [a/**] }, b: {} }
decisions:
  - { move: a/y.ts, to: b }
  - { keepTogether: [c.ts, d.ts, gone.ts] }
  - { keepApart: [a/x.ts, gone.ts] }
  - { keepApart: [a/x.ts, c.ts] }
shared: { lib/**: keep }
`);
  expect(planConstraints(plan, ['a/x.ts', 'a/y.ts', 'c.ts', 'd.ts', 'lib/z.ts'])).toEqual({
    pins: { 'a/x.ts': 'a', 'a/y.ts': 'b' },
    keepTogether: [['c.ts', 'd.ts']],
    keepApart: [['a/x.ts', 'c.ts']],
  });
});
