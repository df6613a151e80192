import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
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

  const zeros = Buffer.alloc(64 << 20);
  const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  test.each([
    ['br', brotliCompressSync(zeros, quickly)],
    ['deflate', deflateSync(zeros)],
    ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ])('a bomb in %s costs no more than the limit either', (coding, bytes) => {
    expect(bytes.length).toBeLessThan(1 << 20);
    expect(causes(json({ a: 1 }), raw(bytes, 'application/json', ['content-encoding', coding]))).toEqual([
      'too-large',
    ]);
  });

  test('a million keys are more than the limit, and are not read', () => {
    const keys = raw(
      `{${Array.from({ length: 1_000_000 }, (_, at) => `"${at}":1`).join()}}`,
      'application/json',
    );
    const before = process.cpuUsage();
    expect(causes(keys, json({ a: 1 }))).toEqual(['too-large']);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(100_000);
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
    ['NaN for a number', '{"a":NaN}', '{"a":1}'],
    ['numbers beyond every double', '{"a":1e999}', '{"a":1e998}'],
    ['a number beyond every double', '{"a":1e999}', '{"a":5}'],
    ['a number that no double tells from nothing', '[1e-999]', '[0]'],
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
