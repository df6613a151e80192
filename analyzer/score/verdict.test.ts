import { expect, test } from 'vitest';
import { judge, type VerdictInput } from './verdict.ts';

const sound: VerdictInput = {
  modules: 100,
  services: 6,
  sharedModules: 5,
  chance: { quality: 0.7, chance: 0.4, z: 20, draws: 10 },
  transactions: 10,
  circle: [],
  metrics: { icp: 0.2, cutTransactions: 1 },
};

test('parts that stand apart are split', () => {
  expect(judge(sound)).toMatchObject({ advice: 'split' });
  expect(judge({ ...sound, circle: ['cart', 'order', 'price', 'stock'] })).toMatchObject({ advice: 'split' });
});

test('where most services depend on each other in one circle, it comes first, by name', () => {
  const { advice, reasons } = judge({ ...sound, circle: ['cart', 'order', 'price', 'stock', 'user'] });

  expect(advice).toBe('modularise-first');
  expect(reasons).toContain(
    '5 of 6 services depend on each other in one circle (cart, order, price …), so none of them can go first',
  );
});

test.each([
  [{ metrics: { icp: 0.5 } }, '50 % of the calls would cross services'],
  [{ sharedModules: 40 }, '40 % of the modules are shared by several services'],
  [{ metrics: { cutTransactions: 4 } }, '4 of 10 transactions would span services'],
])('modularise first: %j', (change, reason) => {
  expect(judge({ ...sound, ...change })).toMatchObject({
    advice: 'modularise-first',
    reasons: [expect.any(String), reason],
  });
});

test('structure is measured against what chance leaves', () => {
  const sparse = { quality: 0.69, chance: 0.64, z: 6, draws: 10 };

  expect(judge({ ...sound, chance: sparse }).advice).toBe('split');
  expect(judge({ ...sound, chance: { ...sparse, quality: 0.66 } }).advice).toBe('leave-it');
  expect(judge({ ...sound, chance: { ...sparse, z: 2 } }).advice).toBe('leave-it');
});
