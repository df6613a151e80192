import { expect, test } from 'vitest';
import { bandOf, measureConfidence } from './confidence.ts';

test('confidence is how often a module meets its own service, less how often the best other', () => {
  // Services {0 1 2} and {3 4}. Module 2 is with both of its own in the first cut, with both of the others in the second.
  const { value, runnerUp } = measureConfidence(Int32Array.of(0, 0, 0, 1, 1), [
    Int32Array.of(0, 0, 0, 1, 1),
    Int32Array.of(0, 0, 1, 1, 1),
  ]);

  // 0 and 1: own (2/2 + 1/2) ÷ 2, never with the other.
  expect(value[0]).toBeCloseTo(0.75, 12);
  expect(runnerUp[0]).toBe(-1);
  // 2: own (1 + 0) ÷ 2, other (0 + 2/2) ÷ 2.
  expect(value[2]).toBeCloseTo(0, 12);
  expect(runnerUp[2]).toBe(1);
  // 3: own always, other one of three in the second cut.
  expect(value[3]).toBeCloseTo(1 - 1 / 6, 12);
  expect(runnerUp[3]).toBe(0);
});

test.each([
  [0.7, 'core'],
  [0.69, 'likely'],
  [0.2, 'likely'],
  [0.19, 'contested'],
  [-1, 'contested'],
])('%f is %s', (value, band) => {
  expect(bandOf(value)).toBe(band);
});
