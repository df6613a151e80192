import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, causes, json, raw } from '../../../test/answers.ts';
import type { CompareRule } from '../../model/shadow-rule.ts';
import type { RecordedAnswer } from './recorded-answer.ts';

const html = (text: string) => raw(text, 'text/html; charset=utf-8');

describe('JSON by structure', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['the order of members', { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, []],
    [
      'a type',
      { items: [{ price: 1 }, { price: 2 }] },
      { items: [{ price: '1' }, { price: '2' }] },
      ['body $.items[*].price number ≠ string'],
    ],
    ['null for a value', { a: 'x' }, { a: null }, ['body $.a string ≠ null']],
    ['a missing member', { a: 1, b: 2 }, { a: 1 }, ['body $.b missing']],
    ['an extra member', { a: 1 }, { a: 1, b: undefined, c: 2 }, ['body $.c extra']],
    ['a number', { a: 1 }, { a: 2 }, ['body $.a numbers differ']],
    ['a rounded number', { a: 0.30000000000000004 }, { a: 0.3 }, ['body $.a precision differs']],
    ['a flag', { ok: true }, { ok: false }, ['body $.ok true ≠ false']],
    ['an empty text', { a: 'x' }, { a: '' }, ['body $.a text ≠ empty']],
    ['elements in another order', ['a', 'b', 'c'], ['c', 'a', 'b'], ['body $ order differs']],
    [
      'objects in another order',
      {
        r: [
          { id: 1, v: 1 },
          { id: 2, v: 2 },
        ],
      },
      {
        r: [
          { id: 2, v: 2 },
          { id: 1, v: 1 },
        ],
      },
      ['body $.r order differs'],
    ],
    [
      'another order and a value',
      [
        { id: 1, v: 1 },
        { id: 2, v: 2 },
      ],
      [
        { id: 2, v: 2 },
        { id: 1, v: 9 },
      ],
      ['body $[*].v numbers differ', 'body $ order differs'],
    ],
    [
      'an element too few, known by id',
      [
        { id: 1, v: 'a' },
        { id: 2, v: 'b' },
        { id: 3, v: 'c' },
      ],
      [
        { id: 1, v: 'a' },
        { id: 3, v: 'c' },
      ],
      ['body $[*] missing'],
    ],
    ['an element too many, known by id', [{ id: 1 }], [{ id: 0 }, { id: 1 }], ['body $[*] extra']],
    ['a shorter list without ids', [1, 2, 3], [1, 2], ['body $ length differs']],
    [
      'maps keyed by data',
      { of: { 17: { a: 1 }, 18: { a: 1 } } },
      { of: { 17: { a: '1' }, 18: { a: '1' } } },
      ['body $.of.*.a number ≠ string'],
    ],
    ['an id', { id: 'ab12cd34ab12cd34' }, { id: 'ff12cd34ab12cd34' }, ['body $.id ids differ']],
    ['letter case', { a: 'Paid' }, { a: 'PAID' }, ['body $.a letter case differs']],
    ['white space', { a: 'a  b ' }, { a: 'a b' }, ['body $.a white space differs']],
    ['the form of Unicode', { a: 'caf\u00e9' }, { a: 'cafe\u0301' }, ['body $.a unicode form differs']],
    ['garbled letters', { a: 'café' }, { a: 'cafÃ©' }, ['body $.a encoding differs']],
    [
      'names of Object.prototype',
      { __proto__x: 1 },
      { constructor: 1 },
      ['body $.__proto__x missing', 'body $.constructor extra'],
    ],
  ])('%s', (_, expected, actual, found) => {
    expect(causes(json(expected), json(actual))).toEqual(found);
  });

  test('numbers that a double cannot hold keep their digits', () => {
    const [a, b] = ['{"id":9007199254740993}', '{"id":9007199254740992}'].map((text) =>
      raw(text, 'application/json'),
    );
    expect(causes(a as RecordedAnswer, b as RecordedAnswer)).toEqual(['body $.id precision differs']);
    const same = raw('{"id": 9007199254740993, "t":"1234567890123456789"}', 'application/json');
    const other = raw('{"t":"1234567890123456789","id":9007199254740993}', 'application/json');
    expect(causes(same, other)).toEqual([]);
    expect(
      causes(raw('[0.1000000000000000000]', 'application/json'), raw('[0.1]', 'application/json')),
    ).toEqual([]);
  });

  test('what the rule allows is not told, and nothing else is hidden by it', () => {
    const expected = json({
      at: '2026-01-01T00:00:00Z',
      n: 100,
      tags: ['a', 'b'],
      rows: [
        { k: 1, x: 1 },
        { k: 2, x: 2 },
      ],
      deep: { updatedAt: 1, keep: 1 },
    });
    const actual = json({
      at: '2026-01-01T00:00:01.500+00:00',
      n: 100.05,
      tags: ['b', 'a'],
      rows: [
        { k: 2, x: 2 },
        { k: 1, x: 1 },
      ],
      deep: { updatedAt: 2, keep: 2 },
    });
    const rule: Partial<CompareRule> = {
      ignore: [{ kind: 'body', name: '$..updatedAt' }],
      unordered: [
        { path: '$.tags', key: '*' },
        { path: '$.rows', key: 'k' },
      ],
      tolerance: 0.001,
      timeToleranceMs: 2000,
    };
    expect(causes(expected, actual, rule)).toEqual(['body $.deep.keep numbers differ']);
    expect(causes(expected, actual)).toHaveLength(6);
    const one = { ignore: [{ kind: 'body' as const, name: '$[0].v' }] };
    expect(causes(json([{ v: 1 }, { v: 1 }]), json([{ v: 2 }, { v: 1 }]), one)).toEqual([]);
    expect(causes(json([{ v: 1 }, { v: 1 }]), json([{ v: 2 }, { v: 2 }]), one)).toEqual([
      'body $[*].v numbers differ',
    ]);
    expect(causes(json({ tags: ['a', 'b'] }), json({ tags: ['b', 'c'] }), rule)).toEqual([
      'body $.tags[*] missing',
      'body $.tags[*] extra',
    ]);
  });

  test('a value equals itself, and what is added is found, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(causes(json(value), json(structuredClone(value)))).toEqual([]);
        expect(causes(json({ value }), json({ value, added: 1 }))).toContain('body $.added extra');
        expect(causes(json({ value, last: 1 }), json({ value, last: '1' }))).toEqual([
          'body $.last number ≠ string',
        ]);
      }),
    );
  });
});

describe('other bodies', () => {
  test.each<[string, RecordedAnswer, RecordedAnswer, string[]]>([
    [
      'markup, scripts and comments say nothing',
      html('<p class="a">Your <b>order</b><!-- 1 --></p><script>1</script>'),
      html('<div>Your order</div><script>2</script>'),
      [],
    ],
    [
      'what a reader sees',
      html('<h1>Total: 17 EUR</h1><p>Thanks</p>'),
      html('<h1>Total: 18 EUR</h1><p>Thanks</p>'),
      ['body after "Total:" numbers in text differ'],
    ],
    [
      'a word more',
      raw('one two three four', 'text/plain'),
      raw('one two and three four', 'text/plain'),
      ['body after "one two" extra words'],
    ],
    [
      'a text cut short',
      raw('one two three four', 'text/plain'),
      raw('one two', 'text/plain'),
      ['body after "one two" missing words'],
    ],
    [
      'bytes',
      raw(Buffer.from([1, 2, 3]), 'image/png'),
      raw(Buffer.from([1, 2, 4]), 'image/png'),
      ['body bytes differ'],
    ],
    ['no body', json({ a: 1 }), raw('', 'application/json'), ['body body ≠ empty']],
    ['no JSON', json({ a: 1 }), raw('{"a":', 'application/json'), ['body JSON ≠ text']],
    [
      'JSON lines',
      raw('{"a":1}\n{"a":2}\n', 'application/x-ndjson'),
      raw('{"a":1}\n{"a":"2"}\n', 'application/x-ndjson'),
      ['body $[*].a number ≠ string'],
    ],
    [
      'XML',
      raw('<a><b>1</b></a>', 'application/xml'),
      raw('<a>\n <b>2</b>\n</a>', 'application/xml'),
      ['body after "<a> <b>" numbers in text differ'],
    ],
    ['another type', json({}), raw('{}', 'text/html'), ['header content-type values differ']],
    [
      'another charset of the same text',
      raw(Buffer.from('é', 'latin1'), 'text/plain; charset=iso-8859-1'),
      raw('é', 'text/plain'),
      ['header content-type values differ'],
    ],
    [
      'status alone, where the page explains an error',
      json({ a: 1 }),
      raw('{"error":1}', 'application/json', [], 500),
      ['status 200 ≠ 500'],
    ],
    [
      'another status of the same class',
      raw('{"a":1}', 'application/json', [], 201),
      json({ a: 2 }),
      ['status 201 ≠ 200', 'body $.a numbers differ'],
    ],
  ])('%s', (_, expected, actual, found) => {
    expect(causes(expected, actual)).toEqual(found);
  });

  test('content codings are undone, and one that lies is told', () => {
    const text = JSON.stringify({ a: 'x'.repeat(1000) });
    const plain = raw(text, 'application/json');
    const packed = [
      ['gzip', gzipSync(text)],
      ['br', brotliCompressSync(text)],
      ['deflate', deflateSync(text)],
      ['deflate', deflateRawSync(text)],
      ['gzip, br', brotliCompressSync(gzipSync(text))],
    ] as const;
    for (const [coding, body] of packed) {
      const coded = raw(body, 'application/json', ['content-encoding', coding]);
      expect(causes(plain, coded)).toEqual([]);
      expect(causes(coded, plain)).toEqual([]);
    }
    const broken = raw(gzipSync(text).subarray(0, 30), 'application/json', ['Content-Encoding', 'gzip']);
    expect(causes(plain, broken)).toEqual(['body corrupt content coding']);
    expect(causes(broken, plain)).toEqual(['unreadable']);
    const zstd = raw('x', 'application/json', ['Content-Encoding', 'zstd']);
    expect(causes(plain, zstd)).toEqual(['body unknown content coding']);
  });

  test('headers that change the meaning, and those that are chosen', () => {
    expect(causes(answer('X-A', '1', 'ETag', 'a'), answer('X-A', '2', 'ETag', 'b'))).toEqual([]);
    expect(causes(answer('X-A', '1'), answer('x-a', '2'), { headers: ['x-a'] })).toEqual([
      'header x-a numbers in text differ',
    ]);
    expect(causes(answer('X-A', '1', 'Date', 'x'), answer('X-B', '1'), { headers: ['*'] })).toEqual([
      'header x-a missing',
      'header x-b extra',
    ]);
    const starred: Partial<CompareRule> = { headers: ['*'], ignore: [{ kind: 'header', name: 'x-a' }] };
    expect(causes(answer('X-A', '1'), answer(), starred)).toEqual([]);
    expect(causes(answer('Location', 'http://127.0.0.1:3000/a'), answer('Location', '/a'))).toEqual([]);
    expect(causes(answer('Location', '/a'), answer('Location', '/b'))).toEqual([
      'header location values differ',
    ]);
  });
});
