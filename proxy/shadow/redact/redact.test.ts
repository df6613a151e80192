import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAnswers } from '../compare/compare-answers.ts';
import type { RecordedAnswer } from '../compare/recorded-answer.ts';
import { knownSecrets } from './known-secrets.ts';
import { redactText } from './redact-text.ts';
import { sampleOf } from './sample-of.ts';
import { isSecretName } from './secret-names.ts';

const RULE = { ignore: [], unordered: [], tolerance: 0, timeToleranceMs: undefined, headers: ['*'] };
/** A secret is told by this wherever it leaks, whole or in part. */
const MARK = 'zq7Planted';
const secret = fc.stringMatching(/^[A-Za-z0-9]{6,24}$/u).map((text) => `${MARK}${text}`);

const names = [
  'password',
  'access_token',
  'refreshToken',
  'apiKey',
  'X-Api-Key',
  'client_secret',
  'sessionId',
  'csrf',
  'otp',
  'Authorization',
  'cardNumber',
  'set-cookie',
];

/** One way in which a secret gets into a pair of answers. */
const planted = fc.record({
  where: fc.constantFrom(
    'member',
    'nested',
    'list',
    'header',
    'cookie',
    'bearer',
    'basic',
    'query',
    'echo',
    'text',
    'html',
    'broken',
    'path',
    'jwt',
  ),
  name: fc.constantFrom(...names),
  value: secret,
  differs: fc.boolean(),
});

interface Exchange {
  readonly head: string;
  readonly expected: RecordedAnswer;
  readonly actual: RecordedAnswer;
}

function answer(body: string, type: string, fields: readonly string[] = []): RecordedAnswer {
  return { status: 200, fields: ['Content-Type', type, ...fields], body: Buffer.from(body) };
}

const json = (value: unknown, fields: readonly string[] = []): RecordedAnswer =>
  answer(JSON.stringify(value), 'application/json', fields);
const request = (target: string, ...fields: string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n');

interface Planted {
  readonly name: string;
  readonly value: string;
  readonly other: string;
}

const plain = request('/orders/1');

/** Where a secret is put, as `value` on the monolith's side and `other` on the service's. */
const PLANTS: Readonly<Record<string, (secret: Planted) => Exchange>> = {
  member: ({ name, value, other }) => ({
    head: plain,
    expected: json({ a: 1, [name]: value }),
    actual: json({ a: 2, [name]: other }),
  }),
  nested: ({ name, value, other }) => ({
    head: plain,
    expected: json({ [name]: { deep: { v: value, n: 1 } } }),
    actual: json({ [name]: { deep: { v: other, n: 2 } } }),
  }),
  list: ({ name, value, other }) => ({
    head: plain,
    expected: json([{ n: 1, [name]: [value] }]),
    actual: json([{ n: 2, [name]: [other] }]),
  }),
  header: ({ name, value, other }) => ({
    head: plain,
    expected: json({ a: 1 }, [name, value]),
    actual: json({ a: 2 }, [name, other]),
  }),
  cookie: ({ value, other }) => ({
    head: request('/a', `Cookie: sid=${value}; b=1`),
    expected: json({ a: `hello ${value}` }),
    actual: json({ a: `bye ${value}` }, ['Set-Cookie', `sid=${other}; Path=/`]),
  }),
  bearer: ({ value }) => ({
    head: request('/a', `Authorization: Bearer ${value}`),
    expected: json({ a: value }),
    actual: json({ a: `${value}!` }),
  }),
  basic: ({ value }) => {
    const basic = Buffer.from(`ann:${value}`).toString('base64');
    return {
      head: request('/a', `Authorization: Basic ${basic}`),
      expected: json({ a: value, b: basic }),
      actual: json({ a: 1, b: 2 }),
    };
  },
  query: ({ name, value }) => ({
    head: request(`/a?x=1&${encodeURIComponent(name)}=${value}`),
    expected: json({ link: `/a?${name}=${value}` }),
    actual: json({ link: value }),
  }),
  echo: ({ value }) => ({
    head: request('/a', `X-Auth-Token: ${value}`),
    expected: answer(`you are ${value} today`, 'text/plain'),
    actual: answer(`you were ${value} today`, 'text/plain'),
  }),
  text: ({ value, other }) => ({
    head: plain,
    expected: answer(`one two\nmy password: ${value} three`, 'text/plain'),
    actual: answer(`one\nmy password: ${other} four`, 'text/plain'),
  }),
  html: ({ value, other }) => ({
    head: plain,
    expected: answer(`<p>1</p><input name="csrf_token" value="${value}">`, 'text/html'),
    actual: answer(`<p>2</p><input name="csrf_token" value="${other}">`, 'text/html'),
  }),
  broken: ({ value, other }) => ({
    head: plain,
    expected: json({ a: 1, token: value }),
    actual: answer(`{"a":1,"token":"${other}"`, 'application/json'),
  }),
  path: ({ value }) => ({
    head: request('/a', `Cookie: sid=${value}`),
    expected: answer(`key ${value} one`, 'text/plain'),
    actual: answer(`key ${value} two`, 'text/plain'),
  }),
  jwt: ({ value, other }) => ({
    head: plain,
    expected: json({ a: `eyJhbGciOiJ.${value}.${value}` }),
    actual: json({ a: `eyJhbGciOiJ.${other}.x` }),
  }),
};

test('no planted secret is in a sample or in the name of its cause', () => {
  fc.assert(
    fc.property(planted, (how) => {
      const { where, name, value, differs } = how;
      const other = differs ? `${value}B` : value;
      const { head, expected, actual } = (PLANTS[where] as (secret: Planted) => Exchange)({
        name,
        value,
        other,
      });
      const found = compareAnswers({ expected, actual }, { rule: RULE, maxBody: 1 << 20, bodiless: false });
      const known = knownSecrets(head, [...expected.fields, ...actual.fields]);
      const differences = 'differences' in found ? found.differences : [];
      const pair = { at: '', requestId: 'r', head, expected, actual, maxBody: 1 << 20, known };
      for (const difference of differences) {
        expect(JSON.stringify(sampleOf(pair, difference))).not.toContain(MARK);
        expect(redactText(difference.path, known)).not.toContain(MARK);
      }
      expect(differences.length > 0 || (where === 'header' && !differs)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('what is no secret is left, so that a sample says something', () => {
  const pair = {
    at: '2026-01-01T00:00:00.000Z',
    requestId: 'r1',
    head: request('/orders/1?page=2&token=abcdefgh'),
    expected: json({ id: 1, items: [{ sku: 'a', price: 5, password: 'x' }] }, [
      'Set-Cookie',
      'sid=abcdef; Path=/',
    ]),
    actual: json({ id: 1, items: [{ sku: 'a', price: '5', password: 'x' }] }),
    maxBody: 1 << 20,
    known: [],
  };
  const place = {
    part: 'body' as const,
    path: '$.items[*].price',
    kind: 'number ≠ string',
    place: '$.items[0].price',
  };
  expect(sampleOf(pair, { ...place, expected: 5, actual: '5' })).toEqual({
    at: pair.at,
    requestId: 'r1',
    request: 'GET /orders/1?page=2&token=[redacted]',
    place: '$.items[0].price',
    expected: '5',
    actual: '"5"',
    monolith: {
      status: 200,
      headers: ['Content-Type: application/json', 'Set-Cookie: [redacted]'],
      excerpt: '{\n  "sku": "a",\n  "price": 5,\n  "password": "[redacted]"\n}',
      bytes: pair.expected.body.length,
    },
    service: {
      status: 200,
      headers: ['Content-Type: application/json'],
      excerpt: '{\n  "sku": "a",\n  "price": "5",\n  "password": "[redacted]"\n}',
      bytes: pair.actual.body.length,
    },
  });
});

test.each([
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----'],
  ['a card', '4111 1111 1111 1111'],
  ['a key of a cloud', 'AKIAIOSFODNN7EXAMPLE'],
  ['a token of a host', `ghp_${'a'.repeat(36)}`],
  ['credentials in a URL', 'ann:hunter22'],
])('%s gives itself away by its form', (_, text) => {
  expect(redactText(`before https://${text}@x after`)).not.toContain(text);
  expect(redactText(`before ${text} after`).includes(text)).toBe(text === 'ann:hunter22');
});

test('names that hold secrets, and names that only look like it', () => {
  expect(
    [
      'password',
      'userPassword',
      'X-API-Key',
      'access_token',
      'sessionId',
      'Set-Cookie',
      'PIN',
      'csrfToken',
    ].filter((name) => !isSecretName(name)),
  ).toEqual([]);
  expect(
    [
      'key',
      'author',
      'authored',
      'keyboard',
      'tokenizer',
      'monkey',
      'opinion',
      'passenger',
      'compass',
      'side',
      'assigned',
    ].filter(isSecretName),
  ).toEqual([]);
});

// oxlint-disable-next-line no-control-regex -- Control characters are what this looks for.
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/u;

test('a sample is bounded and moves no terminal, whatever the answers are', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.string({ unit: 'binary' }), (one, two, text) => {
      const expected = json({ one, text: `${text}\u001b[2J` }, ['X-A', 'a\u0000b']);
      const actual = json({ two, text: 'x'.repeat(50_000) });
      const found = compareAnswers({ expected, actual }, { rule: RULE, maxBody: 1 << 20, bodiless: false });
      const pair = {
        at: '',
        requestId: 'r',
        head: request('/a'),
        expected,
        actual,
        maxBody: 1 << 20,
        known: [],
      };
      for (const difference of 'differences' in found ? found.differences : []) {
        const written = sampleOf(pair, difference);
        expect(JSON.stringify(written).length).toBeLessThan(30_000);
        const shown = written.expected + written.monolith.excerpt + written.monolith.headers.join('');
        expect(CONTROL.test(shown)).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});
