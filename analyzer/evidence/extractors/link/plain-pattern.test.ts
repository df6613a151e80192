import { expect, test } from 'vitest';
import { replacedByPattern } from './plain-pattern.ts';

test('runs a pattern with one repetition at the most', () => {
  expect(replacedByPattern('//a///b/', String.raw`/\/{2,}/g`, '/')).toBe('/a/b/');
  expect(replacedByPattern('/a/', String.raw`/\/$/`, '')).toBe('/a');
  expect(replacedByPattern('/api/a', String.raw`/^\/api/`, '')).toBe('/a');
  expect(replacedByPattern('order_items', '/_/g', '-')).toBe('order-items');
});

test.each([
  ['/(a+)+$/', 'groups repeat'],
  ['/a*a*a*b/', 'several repetitions'],
  ['/a|b/', 'choices'],
  ['/(?=a)/', 'looking ahead'],
  [String.raw`/\1/`, 'back references'],
])('runs nothing with %s (%s)', (source) => {
  expect(replacedByPattern('aaaaaaaaaaaaaaaaaaaaaaaaaaaa', source, '')).toBeUndefined();
});

test('leaves texts alone that are no paths, and what stands for parts of the match', () => {
  expect(replacedByPattern('a'.repeat(2000), '/a/g', '')).toBeUndefined();
  expect(replacedByPattern('a', '/a/', '$&$&')).toBeUndefined();
});
