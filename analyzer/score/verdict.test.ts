import { expect, test } from 'vitest';
import { judge, type VerdictInput } from './verdict.ts';

const sound: VerdictInput = {
  modules: 100,
  services: 6,
  sharedModules: 5,
  chance: { quality: 0.7, chance: 0.4, z: 20, draws: 10 },
  dependencies: 200,
  transactions: 10,
  circle: [],
  order: { against: 0, crossing: 40 },
  metrics: { icp: 0.2, cutTransactions: 1 },
};

test('parts that stand apart are split', () => {
  expect(judge(sound)).toMatchObject({ advice: 'split' });
  expect(judge({ ...sound, circle: ['cart', 'order', 'price', 'stock'] })).toMatchObject({ advice: 'split' });
});

test('where most services depend on each other in one tangle, it comes first, by name', () => {
  const tangle = {
    ...sound,
    circle: ['cart', 'order', 'price', 'stock', 'user'],
    order: { against: 9, crossing: 40 },
  };
  const { advice, reasons } = judge(tangle);

  expect(advice).toBe('modularise-first');
  expect(reasons[1]).toBe(
    '5 of 6 services depend on each other in one circle (cart, order, price …); in no order that was found do fewer than 9 of the 40 dependencies between services point back',
  );
});

test('a circle that few thin ties close is a seam to cut, and said', () => {
  const thin = {
    ...sound,
    circle: ['cart', 'order', 'price', 'stock', 'user'],
    order: { against: 2, crossing: 40 },
  };

  expect(judge(thin)).toMatchObject({
    advice: 'split',
    reasons: [
      expect.any(String),
      '20 % of the calls would cross services',
      '1 of 10 transactions would span services',
      '5 of 6 services depend on each other in one circle, which 2 of 40 dependencies close',
    ],
  });
});

test('two or three transactions that span services are seams to cut, and said', () => {
  const few = { ...sound, transactions: 6, metrics: { icp: 0.3, cutTransactions: 3 } };

  expect(judge(few)).toMatchObject({
    advice: 'split',
    reasons: [
      expect.any(String),
      '30 % of the calls would cross services',
      '3 of 6 transactions would span services',
    ],
  });
});

test.each([
  [{ metrics: { icp: 0.4 } }, '40 % of the calls would cross services'],
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
