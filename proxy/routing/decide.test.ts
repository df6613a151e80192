import { DEFAULT_SHADOW } from '../model/defaults.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_TIMEOUTS } from '../model/defaults.ts';
import type { Route } from '../model/route.ts';
import { bucketOf } from './bucket.ts';
import { decide } from './decide.ts';
import { hashKeyOf, keyedHash } from './keyed-hash.ts';

const key = hashKeyOf(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]));

function canary(percent: number, id = 'orders'): Route {
  return {
    id,
    match: { hosts: [], methods: [], path: '/*', headers: [], query: [] },
    service: 'orders',
    stage: 'canary',
    percent,
    sticky: { kind: 'cookie', name: 'sid' },
    overrides: [],
    timeouts: DEFAULT_TIMEOUTS,
    fallback: true,
    gated: false,
    shadow: DEFAULT_SHADOW,
  };
}

const sideOf = (route: Route, sid: string) =>
  decide(route, { override: undefined, bucket: bucketOf(route, { cookie: `sid=${sid}` }, '10.0.0.1', key) });

test('at 0 % never the service, at 100 % always', () => {
  fc.assert(
    fc.property(fc.string(), (sid) => {
      expect(sideOf(canary(0), sid)).toBe('monolith');
      expect(sideOf(canary(100), sid)).toBe('service');
    }),
  );
});

test('a client that was moved stays moved while the percentage rises', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (sid, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const sides = [sideOf(canary(low), sid), sideOf(canary(high), sid)];
        expect(sides).not.toEqual(['service', 'monolith']);
      },
    ),
  );
});

test('the share is right within three sigma, for each route by itself', () => {
  const clients = 20_000;
  for (const percent of [1, 5, 30, 50]) {
    const moved = Array.from({ length: clients }, (_, index) =>
      sideOf(canary(percent), `client-${index}`),
    ).filter((side) => side === 'service').length;
    const share = percent / 100;
    expect(Math.abs(moved - clients * share)).toBeLessThan(3 * Math.sqrt(clients * share * (1 - share)));
  }
  const both = Array.from({ length: clients }, (_, index) => [
    sideOf(canary(50, 'a'), `c${index}`),
    sideOf(canary(50, 'b'), `c${index}`),
  ]);
  expect(Math.abs(both.filter(([a, b]) => a === b).length - clients / 2)).toBeLessThan(
    3 * Math.sqrt(clients / 4),
  );
});

test('a tester goes where they say, at any stage; nobody else is moved by a stage below canary', () => {
  for (const stage of ['monolith', 'shadow', 'canary', 'live'] as const) {
    const route = { ...canary(0), stage };
    expect(decide(route, { override: 'service', bucket: 0.99 })).toBe('service');
    expect(decide(route, { override: 'monolith', bucket: 0 })).toBe('monolith');
    expect(decide(route, { override: undefined, bucket: 0 })).toBe(stage === 'live' ? 'service' : 'monolith');
  }
  expect(decide(undefined, { override: undefined, bucket: 0 })).toBe('monolith');
});

test.each([
  ['a tampered cookie', { cookie: 'sid=__proto__' }],
  ['a stuffed cookie', { cookie: `sid=${'x'.repeat(8192)}` }],
  ['two cookies', { cookie: 'sid=a; sid=b' }],
  ['another cookie that ends alike', { cookie: 'xsid=1' }],
  ['no cookie', {}],
])('%s cannot choose a side that the percentage forbids', (_, headers) => {
  const route = canary(0);
  expect(decide(route, { override: undefined, bucket: bucketOf(route, headers, '::1', key) })).toBe(
    'monolith',
  );
});

test('without its cookie a client is placed by its address', () => {
  expect(bucketOf(canary(5), { cookie: 'xsid=1' }, '10.0.0.1', key)).toBe(
    bucketOf(canary(5), {}, '10.0.0.1', key),
  );
});

test('hashes as the published HalfSipHash-2-4 vectors say', () => {
  expect([0, 1, 2, 3].map((length) => hex(keyedHash(text(length), key)))).toEqual([
    'a9359f5b',
    '27475ab8',
    'fa62a603',
    '8afee704',
  ]);
});

function text(length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => index));
}

function hex(hash: number): string {
  return Buffer.from(Uint32Array.of(hash).buffer).toString('hex');
}
