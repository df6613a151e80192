import { expect, test } from 'vitest';
import { adjustedMutualInformation } from './mutual-information.ts';
import { mojofm } from './mojofm.ts';
import { overlapTable } from './overlap-table.ts';
import { adjustedRand, pairF1 } from './pair-scores.ts';
import { scoreAgainstTruth } from './score-against-truth.ts';
import { readTruth } from './truth-file.ts';

test('an equal decomposition scores full marks', () => {
  const found = { services: [service('x', 'a', 'b'), service('y', 'c', 'd', 'e')], shared: ['s'] };
  const truth = { services: { one: ['a', 'b'], two: ['c', 'd', 'e'] }, shared: ['s'], ignore: [] };

  expect(scoreAgainstTruth(found, truth)).toMatchObject({
    modules: 5,
    mojofm: 100,
    ari: 1,
    ami: 1,
    pairF1: 1,
    c2c50: 100,
    recall50: 100,
    sharedF1: 1,
  });
});

test('MoJoFM: one move of at most three', () => {
  // Found {a b c} {d e}, true {a b} {c d e}: c moves. The worst partition of five needs 5 − 2 = 3 moves.
  const table = overlapTable('AAABB'.split(''), 'XXYYY'.split(''));

  expect(mojofm(table)).toBeCloseTo(100 * (1 - 1 / 3), 10);
});

test('adjusted Rand index and pair F1 of the same: 2 shared pairs of 4 and 4, 10 in all', () => {
  const table = overlapTable('AAABB'.split(''), 'XXYYY'.split(''));

  expect(adjustedRand(table)).toBeCloseTo((2 - 1.6) / (4 - 1.6), 12);
  expect(pairF1(table)).toBeCloseTo(4 / 8, 12);
});

test('adjusted mutual information is 0 for one service and below 1 for singletons', () => {
  expect(adjustedMutualInformation(overlapTable('AAAA'.split(''), 'XXYY'.split('')))).toBeCloseTo(0, 10);
  expect(adjustedMutualInformation(overlapTable('ABCD'.split(''), 'XXYY'.split('')))).toBeCloseTo(0, 10);
});

test('leaves ignored and shared modules out, and lets unplaced ones stand alone', () => {
  const found = { services: [service('x', 'a', 'b', 'noise')], shared: ['c'] };
  const truth = { services: { one: ['a', 'b', 'c'] }, shared: [], ignore: ['noise'] };

  expect(scoreAgainstTruth(found, truth)).toMatchObject({ modules: 3, services: 2, singletons: 1 });
});

test.each(['', '{}', '{"services":{}}', '{"services":{"a":"b"}}', '[1]'])('refuses the truth %j', (text) => {
  expect(() => readTruth(text)).toThrow('The truth cannot be used');
});

function service(name: string, ...modules: string[]) {
  return { name, modules };
}
