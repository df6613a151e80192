import { expect, test } from 'vitest';
import { count } from './count.ts';
import { plural } from './plural.ts';
import { tight } from './tight.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [12345.6, '12,346'],
  [1234567, '1,234,567'],
  [-4321, '-4,321'],
])('%d is written %s', (number, written) => {
  expect(count(number)).toBe(written);
});

test('one of a thing, and many', () => {
  expect([plural(1, 'file'), plural(2100, 'file'), plural(2, 'entry', 'entries')]).toEqual([
    '1 file',
    '2,100 files',
    '2 entries',
  ]);
});

test.each([
  [7, '7'],
  [999, '999'],
  [1000, '1.0k'],
  [1249, '1.2k'],
  [9949, '9.9k'],
  [9951, '10k'],
  [34_400, '34k'],
  [999_499, '999k'],
  [999_500, '1.0m'],
])('%d is %s in a narrow column', (number, written) => {
  expect(tight(number)).toBe(written);
});
