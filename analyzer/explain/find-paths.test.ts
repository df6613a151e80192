import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { findPaths } from './find-paths.ts';

const { dependencies } = evidenceOf([
  ['a', 'b'],
  ['a', 'c'],
  ['b', 'd'],
  ['c', 'd'],
  ['d', 'a'],
  ['a', 'x'],
  ['x', 'y'],
  ['y', 'd'],
]);

test('lists every shortest path, and no longer one', () => {
  const paths = findPaths(dependencies, 'a', 'd').map((path) => path.map(({ from, to }) => from + to));

  expect(paths).toEqual([
    ['ab', 'bd'],
    ['ac', 'cd'],
  ]);
});

test('has no path where there is none', () => {
  expect(findPaths(dependencies, 'b', 'b')).toEqual([]);
  expect(findPaths(dependencies, 'b', 'nowhere')).toEqual([]);
});
