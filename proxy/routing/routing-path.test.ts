import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainPath, otherReadings, routingPath } from './routing-path.ts';

test.each([
  ['/svc/../private', '/private'],
  ['/svc/%2e%2E/private', '/private'],
  ['/svc/.%2E/private', '/private'],
  ['/../svc/y', '/svc/y'],
  ['/./svc/./y', '/svc/y'],
  ['/%73vc/y', '/svc/y'],
  ['/svc/..', '/'],
  ['/a%2fb', '/a%2Fb'],
  ['/a//b/', '/a//b/'],
  ['/...', '/...'],
])('%s means %s', (written, meant) => {
  expect(routingPath(written)).toBe(meant);
});

test.each([
  ['/svc/..%2fprivate', '/private'],
  ['//svc/y', '/svc/y'],
  ['/svc/..;/private', '/private'],
  ['/svc/..\\private', '/private'],
  ['/svc/%252e%252e/private', '/private'],
  ['/svc%00/y', '/svc'],
])('%s can be read as %s', (written, other) => {
  expect(otherReadings(written)).toContain(other);
});

const path = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      '.',
      '..',
      '/',
      '%2e',
      '%2F',
      ';',
      '\\',
      '%5c',
      '%00',
      '%25',
      '%zz',
      '-',
      '~',
      "'",
    ),
    { maxLength: 12 },
  )
  .map((parts) => `/${parts.join('')}`);

test('a path that means something already means itself', () => {
  fc.assert(
    fc.property(path, (written) => {
      expect(routingPath(routingPath(written))).toBe(routingPath(written));
    }),
  );
});

test('a plain path has one reading, and a path with one reading differs from it in nothing that matters', () => {
  fc.assert(
    fc.property(path, (written) => {
      if (!isPlainPath(written)) return;
      expect(routingPath(written)).toBe(written);
      expect(otherReadings(written)).toEqual([]);
    }),
  );
});

test.each([
  '/a/..'.repeat(1200),
  '/'.repeat(6000),
  `/${'%2e'.repeat(2300)}`,
  `/svc${'/a'.repeat(3500)}`,
  `/${'a'.repeat(7000)}!`,
])('a hostile path of %# is read at once', (written) => {
  const start = process.cpuUsage().user;
  isPlainPath(written);
  routingPath(written);
  otherReadings(written);
  expect((process.cpuUsage().user - start) / 1000).toBeLessThan(100);
});
