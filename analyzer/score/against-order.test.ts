import { expect, test } from 'vitest';
import { countAgainstOrder } from './against-order.ts';

/** One module for each service; the pairs as [from, to, how many times]. */
function against(count: number, ties: readonly (readonly [number, number, number])[]) {
  const pairs = ties.flatMap(([from, to, times]) => Array.from({ length: times }, () => [from, to] as const));
  return countAgainstOrder(
    {
      from: Int32Array.from(pairs, ([from]) => from),
      to: Int32Array.from(pairs, ([, to]) => to),
      uses: new Float64Array(pairs.length).fill(1),
    },
    { serviceOf: Int32Array.from({ length: count }, (_, v) => v), count },
  );
}

test('services in layers have an order', () => {
  expect(
    against(3, [
      [0, 1, 4],
      [0, 2, 1],
      [1, 2, 3],
    ]),
  ).toEqual({ against: 0, crossing: 8 });
});

test('a circle counts by its thinnest tie', () => {
  expect(
    against(3, [
      [0, 1, 9],
      [1, 2, 9],
      [2, 0, 1],
    ]),
  ).toEqual({ against: 1, crossing: 19 });
});

test('where each uses the other as much, half points back', () => {
  expect(
    against(2, [
      [0, 1, 5],
      [1, 0, 5],
    ]),
  ).toEqual({ against: 5, crossing: 10 });
});
