import { expect, test } from 'vitest';
import { foundCoverage, trueCoverage } from './coverage.ts';
import { mojofm } from './mojofm.ts';
import { adjustedMutualInformation } from './mutual-information.ts';
import { overlapTable } from './overlap-table.ts';
import { adjustedRand, pairF1 } from './pair-scores.ts';
import { scoreAgainstTruth } from './score-against-truth.ts';

const tableOf = (found: string, truth: string) => overlapTable(found.split(''), truth.split(''));

test('MoJoFM: two parts that hold halves of one true part are joined once', () => {
  // Found {a b} {c d} {e}, true {a b c d} {e}: nothing moves, three parts keep two tags: one join. True sizes 1 and 4 can keep
  // two tags in the worst partition, so it needs 5 − 2.
  expect(mojofm(tableOf('AABBC', 'XXXXY'))).toBeCloseTo(100 * (1 - 1 / 3), 10);
});

test('MoJoFM: where overlaps are equal, parts take different true ones', () => {
  // Both parts overlap X and Y by one; one keeps X, the other Y: two moves, no join, of at most 4 − 2.
  expect(mojofm(tableOf('AABB', 'XYXY'))).toBeCloseTo(0, 10);
});

test('C2C: parts must share more than half of the larger', () => {
  // {a b c} shares 2 of 3 with {a b}; {d} 1 of 4 and {e f} 2 of 4 with {c d e f}, which half does not do.
  const table = tableOf('AAABCC', 'XXYYYY');

  expect(foundCoverage(table, 0.5)).toBeCloseTo(100 / 3, 10);
  expect(trueCoverage(table, 0.5)).toBe(50);
  expect(foundCoverage(table, 0.33)).toBeCloseTo(200 / 3, 10);
});

test('adjusted mutual information: of ten ways to deal two X among five, three share both with A, six one, one none', () => {
  const both = 0.8 * Math.log(5 / 3) + 0.2 * Math.log(5 / 9);
  const one = 0.4 * Math.log(5 / 6) + 0.4 * Math.log(10 / 9) + 0.2 * Math.log(5 / 4);
  const none = 0.6 * Math.log(5 / 3) + 0.4 * Math.log(5 / 2);
  const expected = (3 * both + 6 * one + none) / 10;

  expect(adjustedMutualInformation(tableOf('AAABB', 'XXYYY'))).toBeCloseTo(
    (both - expected) / (none - expected),
    10,
  );
});

test('adjusted Rand index below chance: no pair of either is shared', () => {
  // Two pairs each of six, none shared: (0 − 4/6) ÷ (2 − 4/6).
  expect(adjustedRand(tableOf('AABB', 'XYXY'))).toBeCloseTo(-0.5, 12);
  expect(pairF1(tableOf('AABB', 'XYXY'))).toBe(0);
});

test('shared kernel: one right of three found and two true', () => {
  const found = { services: [{ name: 'x', modules: ['a', 'b'] }], shared: ['s', 't', 'u'] };
  const truth = { services: { one: ['a', 'b'] }, shared: ['s', 'v'], ignore: [] };

  expect(scoreAgainstTruth(found, truth).sharedF1).toBeCloseTo((2 * 1) / (3 + 2), 12);
});

test('a module of several true services counts under the last, and not for pairs', () => {
  const found = {
    services: [
      { name: 'x', modules: ['a', 'b'] },
      { name: 'y', modules: ['both', 'c'] },
    ],
    shared: [],
  };
  const truth = { services: { one: ['a', 'b', 'both'], two: ['both', 'c'] }, shared: [], ignore: [] };

  expect(scoreAgainstTruth(found, truth)).toMatchObject({ modules: 4, mojofm: 100, ari: 1, pairF1: 1 });
});
