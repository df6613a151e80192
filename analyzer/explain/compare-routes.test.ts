import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint } from '../model/evidence.ts';
import { compareRoutes } from './compare-routes.ts';

const endpoint = (method: string, path: string): Endpoint => ({
  id: `${method} ${path}`,
  protocol: 'http',
  method,
  path,
  module: 'app.ts',
  line: 1,
  handler: 'handle',
  certainty: 1,
  source: 'express',
});

test('names of parameters do not matter, and ALL answers to each method', () => {
  const found = [endpoint('GET', '/orders/:id'), endpoint('ALL', '/files'), endpoint('GET', '/hidden')];
  const known = [
    { method: 'GET', path: '/orders/{orderId}' },
    { method: 'PUT', path: '/files/' },
    { method: 'POST', path: '/orders' },
  ];

  expect(compareRoutes(found, known)).toEqual({
    known: 3,
    found: 2,
    recall: 2 / 3,
    missing: ['POST /orders'],
    unlisted: ['GET /hidden'],
  });
});

test('addresses of an access log are met by templates', () => {
  const found = [
    endpoint('GET', '/orders/:id'),
    endpoint('GET', '/assets/*rest'),
    endpoint('GET', '/v{dynamic}/x'),
  ];
  const known = ['/orders/17', '/assets/css/a.css', '/v2/x', '/orders/17/items'].map((path) => ({
    method: 'GET',
    path,
  }));

  expect(compareRoutes(found, known, { concrete: true })).toMatchObject({
    missing: ['GET /orders/17/items'],
    unlisted: [],
  });
});

test('what is compared with itself is complete, whatever its paths', () => {
  const path = fc.string({ maxLength: 12 }).map((text) => `/${text}`);
  fc.assert(
    fc.property(fc.array(path), (paths) => {
      const endpoints = paths.map((one) => endpoint('GET', one));
      expect(compareRoutes(endpoints, endpoints)).toMatchObject({ recall: 1, missing: [], unlisted: [] });
    }),
  );
});
