import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modulePatternOf } from './module-pattern.ts';
import { pathOfBoth } from './path-of-both.ts';

test.each([
  ['src/orders/**', 'src/**/price.ts', 'src/orders/price.ts'],
  ['src/orders/**', 'src/users/**', undefined],
  ['src/{a,b}/*.ts', 'src/b/**', 'src/b/.ts'],
  ['src/*.ts', 'src/a/**', undefined],
  ['**/*.ts', '*.js', undefined],
  ['src/?.ts', 'src/ab.ts', undefined],
  ['carts_{id}/*.js', 'carts_{id}/get.js', 'carts_{id}/get.js'],
])('%s and %s', (one, other, path) => {
  expect(pathOfBoth(one, other)).toBe(path);
});

const piece = fc.constantFrom(
  'a',
  'b',
  'x',
  '/',
  '*',
  '**',
  '**/',
  '?',
  '{a,b}',
  '{a/b,x*}',
  '{id}',
  '.ts',
  '{',
  '}',
  ',',
);
const pattern = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));
const path = fc
  .array(fc.constantFrom('a', 'b', 'x', '/', '.ts', 'id'), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

test('the path is matched by both, and there is one wherever any path is', () => {
  fc.assert(
    fc.property(pattern, pattern, path, (one, other, any) => {
      const both = (each: string): boolean =>
        modulePatternOf(one).matches(each) && modulePatternOf(other).matches(each);
      const found = pathOfBoth(one, other);
      expect([one, other, found ?? any, both(found ?? any)]).toEqual([
        one,
        other,
        found ?? any,
        found !== undefined,
      ]);
    }),
    { numRuns: 2000 },
  );
});
