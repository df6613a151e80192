import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint } from '../../model/evidence.ts';
import { DeclaredPaths } from './declared-paths.ts';
import { matchTraffic } from './match-traffic.ts';
import { type ObservedTraffic, readTraffic } from './read-traffic.ts';

const declared = (...ids: readonly string[]): Endpoint[] =>
  ids.map((id) => {
    const [method = '', path = ''] = id.split(' ');
    const module = `src${path}.ts`;
    return {
      id,
      protocol: 'http',
      method,
      path,
      module,
      line: 1,
      handler: 'h',
      certainty: 1,
      source: 'express',
    };
  });

const observed = (...rows: readonly (readonly [string, string, number, number?])[]): ObservedTraffic => ({
  formatVersion: 1,
  requests: rows.reduce((sum, [, , requests]) => sum + requests, 0),
  endpoints: rows.map(([method, path, requests, missing = 0]) => ({
    method,
    path,
    requests,
    errors: 0,
    missing,
    p50Ms: 5,
    p99Ms: 10,
  })),
  together: [],
});

test.each([
  ['GET', '/orders/:id', 'GET /orders/:orderId'],
  ['GET', '/orders/export', 'GET /orders/export'],
  ['GET', '/Orders/42', 'GET /orders/:orderId'],
  ['HEAD', '/orders/:id', 'GET /orders/:orderId'],
  ['PUT', '/any', 'ALL /any'],
  ['GET', '/files/a/b/c', 'GET /files/*'],
  ['GET', '/posts', 'GET /posts/:page?'],
  ['GET', '/posts/2', 'GET /posts/:page?'],
  ['GET', '/v1/users/7', 'GET /:version/users/:id'],
  ['POST', '/orders/:id', undefined],
  ['GET', '/orders', undefined],
])('%s %s belongs to %s', (method, path, id) => {
  const all = declared(
    'GET /orders/:orderId',
    'GET /orders/export',
    'ALL /any',
    'GET /files/*',
    'GET /posts/:page?',
    'GET /:version/users/:id',
  );

  expect(new DeclaredPaths(all).find(method, path)?.id).toBe(id);
});

test('says what is called, what never, what is called undeclared, and what together', () => {
  const endpoints = declared('GET /a/:id', 'GET /b', 'POST /c');
  const traffic = matchTraffic(
    [
      {
        ...observed(['GET', '/a/:id', 5], ['GET', '/b', 3], ['GET', '/x', 2], ['GET', '/gone', 4, 4]),
        together: [{ a: 0, b: 1, times: 3 }],
      },
      observed(['GET', '/a/7', 2], ['OPTIONS', '/a/7', 9]),
    ],
    endpoints,
  );

  expect(traffic).toMatchObject({
    requests: 25,
    called: [
      { id: 'GET /a/:id', requests: 7 },
      { id: 'GET /b', requests: 3 },
    ],
    neverCalled: ['POST /c'],
    undeclared: [{ method: 'GET', path: '/x', requests: 2 }],
    together: [{ a: 'GET /a/:id', b: 'GET /b', times: 3 }],
  });
});

test('the order of the summaries does not matter', () => {
  const endpoints = declared('GET /a/:id', 'GET /b', 'ALL /c/*');
  const row = fc.tuple(
    fc.constantFrom('GET', 'POST'),
    fc.constantFrom('/a/1', '/a/2', '/b', '/c/d', '/x'),
    fc.nat(50),
  );
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }), (files) => {
      const summaries = files.map((rows) => observed(...rows));
      expect(matchTraffic(summaries.toReversed(), endpoints)).toEqual(matchTraffic(summaries, endpoints));
    }),
  );
});

test.each([
  '',
  '[]',
  '{}',
  '{"formatVersion":2}',
  '{"formatVersion":1,"requests":-1,"endpoints":[],"together":[]}',
])('refuses %s, and names the file', (text) =>
  expect(() => readTraffic(text, 'a.json')).toThrow(/^a\.json is no summary of traffic/u),
);
