import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthOf } from './fit.ts';
import { fitPair } from './fit-pair.ts';

test('cuts the longer name, or both, and never what links them', () => {
  expect(fitPair('orders', ' → ', 'users', 20)).toBe('orders → users');
  expect(fitPair('market-data', ' → ', 'cryptocurrency', 20)).toBe('ma…-data → cry…rency');
  expect(fitPair('logo', ' → ', 'cryptocurrency', 17)).toBe('logo → cry…rrency');
  expect(fitPair('cryptocurrency', ' or ', 'tag', 14)).toBe('cr…ency or tag');
});

test('is never wider than it may be', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 8, max: 60 }), (from, to, width) => {
      const printed = fitPair(from, ' → ', to, width);
      expect(widthOf(printed)).toBeLessThanOrEqual(width);
      expect(printed).toContain(' → ');
    }),
  );
});
