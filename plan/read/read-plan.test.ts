import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { planJsonSchema } from '../schema/json-schema.ts';
import { inspectPlan, readPlan } from './read-plan.ts';

const DESIGN_EXAMPLE = `version: 1
monolith: { upstream: http://127.0.0.1:3000 }
services:
  orders:
    upstream: [http://127.0.0.1:4001]
    owner: team-commerce
    modules: [src/orders/**, src/checkout/**]     # a human's pins
    data: { owns: [orders, order_items], reads: [users] }
decisions:
  - { move: src/shared/pricing.ts, to: orders, why: only caller is checkout }
  - { keepTogether: [src/cart/cart.ts, src/cart/price.ts] }
  - { keepApart: [src/orders/order.ts, src/users/user.ts] }
shared: { src/lib/money.ts: library }
routes:
  - id: orders.read
    match: { method: [GET], path: /api/orders/:id }
    service: orders
    stage: canary
    canary: { percent: 10, stickyBy: cookie:sid }
    shadow: { percent: 5, ignore: [$.generatedAt, header:date] }
    override: header:x-banyan-to
    timeout: 2s
    fallback: monolith
    gates: { minRequests: 500, maxErrorRate: 0.5%, maxDivergence: 0.1%, maxP99Ratio: 1.2, steps: [1, 5, 25, 50, 100], every: 5m }
proxy:
  listen: 127.0.0.1:8080
  admin: 127.0.0.1:9901
waves: [ { name: w1, services: [orders] } ]
`;

test('reads the plan of the design, with units and notations resolved', () => {
  const { monolith, services, routes, proxy, ...rest } = readPlan(DESIGN_EXAMPLE);

  const monolithAddress = { kind: 'tcp', secure: false, host: '127.0.0.1', port: 3000 };
  expect(monolith?.upstream).toEqual({ balance: 'round-robin', host: 'keep', addresses: [monolithAddress] });
  expect(services['orders']?.modules).toEqual(['src/orders/**', 'src/checkout/**']);
  expect(routes).toEqual([
    {
      id: 'orders.read',
      match: { method: ['GET'], path: '/api/orders/:id' },
      service: 'orders',
      stage: 'canary',
      canary: { percent: 10, stickyBy: { kind: 'cookie', name: 'sid' } },
      shadow: {
        percent: 5,
        ignore: [
          { kind: 'body', path: '$.generatedAt' },
          { kind: 'header', name: 'date' },
        ],
        unordered: {},
        tolerance: 0,
        headers: [],
        unsafe: false,
        credentials: 'strip',
      },
      override: [{ kind: 'header', name: 'x-banyan-to' }],
      timeout: { firstByte: 2000 },
      fallback: 'monolith',
      gates: {
        minRequests: 500,
        maxErrorRate: 0.005,
        maxDivergence: 0.001,
        maxP99Ratio: 1.2,
        steps: [1, 5, 25, 50, 100],
        every: 300_000,
      },
    },
  ]);
  expect(proxy).toEqual({
    listen: [{ address: { kind: 'tcp', secure: false, host: '127.0.0.1', port: 8080 } }],
    admin: { address: { kind: 'tcp', secure: false, host: '127.0.0.1', port: 9901 } },
    trust: [],
  });
  expect(rest).toEqual({
    version: 1,
    decisions: [
      { move: 'src/shared/pricing.ts', to: 'orders', why: 'only caller is checkout' },
      { keepTogether: ['src/cart/cart.ts', 'src/cart/price.ts'] },
      { keepApart: ['src/orders/order.ts', 'src/users/user.ts'] },
    ],
    shared: { 'src/lib/money.ts': 'library' },
    roots: [],
    waves: [{ name: 'w1', services: ['orders'] }],
  });
});

test('reads what only a proxy in production needs', () => {
  const plan = readPlan(`version: 1
monolith: { upstream: { addresses: [unix:/run/m.sock, 'https://m:8443'], balance: least-connections, health: { path: /healthz, every: 1s } } }
services: { orders: { upstream: 'http://[::1]:4001' } }
routes:
  - id: a
    match: { path: /api/*, host: [Shop.example.com, '*.example.org'], header: { X-Tenant: '7' }, query: { v: '2' } }
    service: orders
    stage: live
    override: [header:X-To, cookie:to]
    timeout: { connect: 250ms, total: 1m }
    fallback: none
proxy:
  listen: ['*:8080', { address: '[::1]:8443', tls: { cert: c.pem, key: k.pem }, http2: false }]
  admin: { address: unix:/run/admin.sock, tokenEnv: TOKEN }
  trust: [10.0.0.0/8, '::1']
  limits: { body: 10mb, headers: 64kb, concurrent: 100, queue: 10 }
  workers: auto
`);

  expect(plan.services['orders']?.upstream?.addresses).toEqual([
    { kind: 'tcp', secure: false, host: '::1', port: 4001 },
  ]);
  expect(plan.monolith?.upstream).toEqual({
    addresses: [
      { kind: 'unix', secure: false, path: '/run/m.sock' },
      { kind: 'tcp', secure: true, host: 'm', port: 8443 },
    ],
    balance: 'least-connections',
    health: { path: '/healthz', every: 1000, timeout: 2000, healthyAfter: 2, unhealthyAfter: 3 },
    host: 'keep',
  });
  expect(plan.routes[0]).toEqual({
    id: 'a',
    match: {
      path: '/api/*',
      host: ['shop.example.com', '*.example.org'],
      header: { 'x-tenant': '7' },
      query: { v: '2' },
    },
    service: 'orders',
    stage: 'live',
    override: [
      { kind: 'header', name: 'x-to' },
      { kind: 'cookie', name: 'to' },
    ],
    timeout: { connect: 250, total: 60_000 },
    fallback: 'none',
  });
  expect(plan.proxy).toEqual({
    listen: [
      { address: { kind: 'tcp', secure: false, host: '::', port: 8080 } },
      {
        address: { kind: 'tcp', secure: false, host: '::1', port: 8443 },
        tls: { cert: 'c.pem', key: 'k.pem', minVersion: 'TLSv1.2' },
        http2: false,
      },
    ],
    admin: { address: { kind: 'unix', secure: false, path: '/run/admin.sock' }, tokenEnv: 'TOKEN' },
    trust: ['10.0.0.0/8', '::1'],
    limits: { body: 10_485_760, headers: 65_536, concurrent: 100, queue: 10 },
    workers: 'auto',
  });
});

test('the published JSON Schema is the one of the code', () => {
  const published = readFileSync(new URL('../../docs/schemas/plan.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
});

test('the published JSON Schema takes the plan of the design, and refuses an unknown key', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(planJsonSchema());

  expect(validate(parse(DESIGN_EXAMPLE))).toBe(true);
  expect(validate(parse(`${DESIGN_EXAMPLE}bogus: 1\n`))).toBe(false);
});

const inAnyYaml = (text: string): string => `${text}# \t a tab is beyond the plain subset\n`;

test('a plan in plain YAML is read as the whole parser reads it, units and faults included', () => {
  const faulty = DESIGN_EXAMPLE.replace('service: orders\n', 'service: ordres\n');
  for (const text of [DESIGN_EXAMPLE, faulty, DESIGN_EXAMPLE.replace('2s', '2')])
    expect(inspectPlan(text)).toEqual(inspectPlan(inAnyYaml(text)));
});
