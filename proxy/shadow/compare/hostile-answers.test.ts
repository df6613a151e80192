import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causes, json, raw } from '../../../test/answers.ts';

describe('bombs', () => {
  test('a gzip bomb costs no more than the limit', () => {
    const bomb = raw(gzipSync(Buffer.alloc(200 << 20)), 'application/json', ['content-encoding', 'gzip']);
    const before = process.memoryUsage.rss();
    expect(causes(json({ a: 1 }), bomb)).toEqual(['too-large']);
    expect(causes(bomb, json({ a: 1 }))).toEqual(['too-large']);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 << 20);
  });

  test.each([
    [
      '100,000 arrays in each other',
      '['.repeat(100_000) + ']'.repeat(100_000),
      '['.repeat(100_001) + ']'.repeat(100_001),
    ],
    [
      '100,000 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`k${at}`, at]))),
      '{}',
    ],
    ['a key twice', '{"a":1,"a":2}', '{"a":1}'],
    ['__proto__', '{"__proto__":{"polluted":1}}', '{"__proto__":{"polluted":2}}'],
    ['a long text', `"${'a"b'.replaceAll('"', '\\"').repeat(200_000)}"`, '"x"'],
  ])('%s', (_, expected, actual) => {
    const started = performance.now();
    expect(causes(raw(expected, 'application/json'), raw(actual, 'application/json')).length).toBeGreaterThan(
      0,
    );
    expect(performance.now() - started).toBeLessThan(2000);
    expect('polluted' in {}).toBe(false);
  });

  test('random bytes called JSON are compared like any other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
        const [one, two] = [raw(Buffer.from(a), 'application/json'), raw(Buffer.from(b), 'application/json')];
        expect(causes(one, one)).toEqual([]);
        causes(one, two);
      }),
    );
  });
});
