import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type Asking } from '../../test/live-proxy.ts';
import { LocalFleet } from '../life/local-fleet.ts';
import { Supervisor } from '../life/supervisor.ts';
import { StandingStore } from '../rollout/standing-store.ts';
import { AdminClient } from './admin-client.ts';
import { AdminServer } from './admin-server.ts';

const TOKEN = 'correct-horse-battery-staple';
const plan = `version: 1
monolith: { upstream: http://127.0.0.1:3000 }
services: { orders: { upstream: http://127.0.0.1:4001 } }
routes:
  - { id: orders, match: { method: GET, path: /orders/:id }, service: orders, stage: monolith }
  - { id: items, match: { method: GET, path: /items/:id }, service: orders, stage: shadow, gates: { every: 2m } }
`;
const folder = mkdtempSync(join(tmpdir(), 'banyan-admin-'));
let supervisor: Supervisor;
let admin: AdminServer;
let port: number;

beforeAll(async () => {
  supervisor = new Supervisor(plan, {
    fleet: new LocalFleet({ report: () => undefined }),
    file: join(folder, 'banyan.yaml'),
    around: { env: {}, instance: 'test', cpus: 1 },
    store: new StandingStore(join(folder, '.banyan')),
    version: '1.2.3',
    report: () => undefined,
    timestamp: () => '2026-01-01T00:00:00.000Z',
    now: () => 0,
    override: (loaded) => loaded,
  });
  admin = new AdminServer({ address: { kind: 'tcp', host: '127.0.0.1', port: 0 }, token: TOKEN }, supervisor);
  port = Number((await admin.listen()).split(':').at(-1));
});
afterAll(() => {
  admin.close();
  rmSync(folder, { recursive: true });
});

const bearer = { authorization: `Bearer ${TOKEN}` };
const statusOf = async (path: string, asking: Asking = {}): Promise<number> =>
  (await ask(port, path, asking)).status;
const post = (body: string, headers: Readonly<Record<string, string>> = {}): Asking => ({
  method: 'POST',
  headers: { ...bearer, 'content-type': 'application/json', ...headers },
  body,
});

test.each([
  ['no token', {}],
  ['a wrong one', { authorization: 'Bearer wrong' }],
  ['one of another length', { authorization: `Bearer ${TOKEN}x` }],
  ['a part of it', { authorization: `Bearer ${TOKEN.slice(0, 5)}` }],
  ['another scheme', { authorization: `bearer ${TOKEN}` }],
  ['no scheme', { authorization: TOKEN }],
])('refuses %s alike', async (_, headers) => {
  const answer = await ask(port, '/api/routes', { headers });
  expect([answer.status, answer.body]).toEqual([
    401,
    '{"error":"A token is needed: Authorization: Bearer <token>."}\n',
  ]);
});

test('lets the token in, and probes without it', async () => {
  expect(await statusOf('/api/routes', { headers: bearer })).toBe(200);
  expect(await statusOf('/metrics', { headers: bearer })).toBe(200);
  expect(await statusOf('/metrics')).toBe(401);
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200]);
});

test.each([
  ['another host (DNS rebinding)', '/api/routes', { headers: { ...bearer, host: 'evil.test' } }, 403],
  [
    'another origin (CSRF)',
    '/api/routes/orders/rollback',
    post('{"by":"x"}', { origin: 'http://evil.test' }),
    403,
  ],
  ['another site', '/api/routes', { headers: { ...bearer, 'sec-fetch-site': 'cross-site' } }, 403],
  ['a form', '/api/routes/orders/rollback', post('{"by":"x"}', { 'content-type': 'text/plain' }), 415],
  ['an unknown route', '/api/routes/nope/rollback', post('{"by":"x"}'), 404],
  ['GET where it changes', '/api/routes/orders/rollback', { headers: bearer }, 405],
  ['no name', '/api/routes/orders/rollback', post('{}'), 400],
  ['an unknown key', '/api/routes/orders/rollback', post('{"by":"x","y":1}'), 400],
  ['a percentage of text', '/api/routes/orders/set', post('{"by":"x","stage":"canary","percent":"50"}'), 400],
  ['a percentage over 100', '/api/routes/orders/set', post('{"by":"x","stage":"canary","percent":101}'), 400],
  [
    'a percentage of infinity',
    '/api/routes/orders/set',
    post('{"by":"x","stage":"canary","percent":1e309}'),
    400,
  ],
  ['a prototype', '/api/routes/orders/set', post('{"by":"x","stage":"live","__proto__":{"x":1}}'), 400],
  ['deep JSON', '/api/routes/orders/set', post('['.repeat(10_000)), 400],
  ['a percentage below 0', '/api/routes/orders/set', post('{"by":"x","stage":"canary","percent":-1}'), 400],
  ['a percentage of NaN', '/api/routes/orders/set', post('{"by":"x","stage":"canary","percent":NaN}'), 400],
  [
    'a constructor',
    '/api/routes/orders/set',
    post('{"by":"x","stage":"live","constructor":{"prototype":{"x":1}}}'),
    400,
  ],
  ['a body of 10 MiB', '/api/routes/orders/set', post(`{"by":"${'x'.repeat(10 << 20)}"}`), 400],
  [
    'a change by a form of another site',
    '/api/routes/orders/set',
    post('{"by":"x","stage":"live"}', { 'sec-fetch-site': 'cross-site' }),
    403,
  ],
  ['a large body', '/api/routes/orders/set', post(`{"by":"${'x'.repeat(100_000)}"}`), 400],
  ['no such place', '/api/nothing', { headers: bearer }, 404],
])('refuses %s', async (_, path, asking, status) => {
  expect(await statusOf(path, asking as Asking)).toBe(status);
  expect(Reflect.get({}, 'x')).toBeUndefined();
  expect(supervisor.table.routes[0]?.stage).toBe('monolith');
});

test.each([
  ['no name', '/api/routes/items/pause', post('{}'), 400],
  ['a route without gates', '/api/routes/orders/pause', post('{"by":"x"}'), 409],
  ['an unknown route', '/api/routes/nope/resume', post('{"by":"x"}'), 404],
  ['another origin', '/api/routes/items/pause', post('{"by":"x"}', { origin: 'http://evil.test' }), 403],
  ['no token', '/api/audit', {}, 401],
])('refuses to pause or tell: %s', async (_, path, asking, status) => {
  expect(await statusOf(path, asking as Asking)).toBe(status);
  expect(supervisor.audit(10).entries).toEqual([]);
});

test('a preflight from elsewhere gets no leave', async () => {
  const { status, headers } = await ask(port, '/api/routes', {
    method: 'OPTIONS',
    headers: { origin: 'http://evil.test' },
  });
  expect(status).toBe(403);
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('does not open to other machines without a token', () => {
  expect(
    () =>
      new AdminServer({ address: { kind: 'tcp', host: '0.0.0.0', port: 0 }, token: undefined }, supervisor),
  ).toThrow(/without a token/u);
});

test('its client moves a route and says why not', async () => {
  const client = new AdminClient({ kind: 'tcp', host: '127.0.0.1', port }, TOKEN);
  expect(await client.move('orders', 'set', { by: 'ann', stage: 'canary', percent: 12.5 })).toEqual({
    from: { stage: 'monolith', percent: 0 },
    to: { stage: 'canary', percent: 12.5 },
  });
  expect((await client.status()).routes[0]).toMatchObject({ id: 'orders', stage: 'canary', percent: 12.5 });
  expect(await client.setPhase('items', 'pause', { by: 'ann', why: 'a holiday' })).toEqual({
    phase: 'paused',
  });
  const { routes } = await client.status();
  expect(
    routes.map(({ rollout }) => rollout && [rollout.phase, rollout.everyMs, rollout.next?.percent]),
  ).toEqual([null, ['paused', 120_000, 1]]);
  await client.setPhase('items', 'resume', { by: 'ann' });
  const { entries, more } = await client.audit(2);
  expect([entries.map(({ kind, by, why }) => [kind, by, why]), more]).toEqual([
    [
      ['resume', 'ann', ''],
      ['pause', 'ann', 'a holiday'],
    ],
    true,
  ]);
  await expect(client.setPhase('orders', 'pause', { by: 'ann' })).rejects.toMatchObject({ code: 'NO_GATES' });
  const found = await client.match(new URLSearchParams({ method: 'POST', target: '/orders/7' }));
  expect(found).toMatchObject({ route: null, refused: [{ id: 'orders', why: 'takes GET, not POST' }] });
  await client.move('orders', 'rollback', { by: 'ann' });
  await expect(client.move('nope', 'promote', { by: 'ann' })).rejects.toMatchObject({
    code: 'UNKNOWN_ROUTE',
  });
  await expect(
    new AdminClient({ kind: 'tcp', host: '127.0.0.1', port }, 'wrong').status(),
  ).rejects.toMatchObject({ code: 'ADMIN_REFUSED' });
  await expect(
    new AdminClient({ kind: 'tcp', host: '127.0.0.1', port: 1 }, TOKEN).status(),
  ).rejects.toMatchObject({ code: 'ADMIN_UNREACHABLE' });
});
