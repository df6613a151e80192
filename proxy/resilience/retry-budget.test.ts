import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

const retriesAfter = (requests: number): number => {
  const budget = new RetryBudget(0.2, 1000);
  budget.take(0);
  for (let turn = 0; turn < requests; turn++) budget.request();
  let taken = 1;
  while (budget.take(1)) taken++;
  return taken;
};

test('allows a share of the requests, and a few always', () => {
  expect(retriesAfter(0)).toBe(3);
  expect(retriesAfter(100)).toBe(20);
});
