import { expect, test } from 'vitest';
import { renderBanner } from './banner.ts';
import { loadPlan } from './load-plan.ts';

const bannerOf = (plan: string): string => {
  const { table } = loadPlan(`version: 1\n${plan}`, '/tmp/banyan.yaml', {
    env: {},
    instance: 'test',
    cpus: 1,
  });
  return renderBanner({
    table,
    listening: ['127.0.0.1:8080'],
    admin: 'http://127.0.0.1:9901',
    workers: 2,
    version: '1.0.0',
  });
};

test('says what is routed where, in eighty columns where the names allow it', () => {
  expect(
    bannerOf(`
monolith: { upstream: http://127.0.0.1:3000 }
services:
  orders: { upstream: [http://127.0.0.1:4001, http://127.0.0.1:4002] }
  identity: { upstream: [http://identity-1.internal.example.com:8080, http://identity-2.internal.example.com:8080] }
routes:
  - { id: orders.read, match: { method: [GET], path: "/api/orders/:id" }, service: orders, stage: canary, canary: { percent: 12.5 } }
  - { id: orders.write, match: { method: [POST], path: "/api/orders" }, service: orders, stage: monolith }
  - { id: orders.search, match: { path: "/search/*", query: { q: "*" } }, service: orders, stage: shadow }
  - { id: sessions.by-organisation, match: { host: "*.example.com", method: [GET], path: "/api/organisations/:organisation/sessions/:id", header: { x-kind: a } }, service: identity, stage: live, fallback: none }
`),
  ).toMatchInlineSnapshot(`
    "banyan proxy 1.0.0, 2 workers
      clients   127.0.0.1:8080
      admin     http://127.0.0.1:9901
      monolith  http://127.0.0.1:3000
      service   orders http://127.0.0.1:4001 http://127.0.0.1:4002
      service   identity
                http://identity-1.internal.example.com:8080
                http://identity-2.internal.example.com:8080
      route     orders.read  GET /api/orders/:id  → orders 12.5 %, else monolith
      route     orders.write  POST /api/orders  → monolith (planned: orders)
      route     orders.search  * /search/*, query q  → monolith, copies to orders
      route     sessions.by-organisation
                *.example.com GET /api/organisations/:organisation/sessions/:id, header x-kind: a
                → identity (live, no fallback)
    "
  `);
});

test('many routes are counted by their stage', () => {
  const routes = Array.from(
    { length: 40 },
    (_, at) =>
      `  - { id: r${at}, match: { path: /r${at} }, service: a, stage: ${at % 4 === 0 ? 'live' : 'monolith'} }`,
  );
  const plan = `monolith: { upstream: http://127.0.0.1:1 }\nservices: { a: { upstream: http://127.0.0.1:2 } }\nroutes:\n${routes.join('\n')}\n`;
  expect(bannerOf(plan)).toContain('  40 routes: 30 monolith, 10 live\n');
});
