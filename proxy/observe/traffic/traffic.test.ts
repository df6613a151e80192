import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ask, named, startOrigin } from '../../../test/live-proxy.ts';
import { loadPlan } from '../../life/load-plan.ts';
import { ProxyServer } from '../../life/proxy-server.ts';
import type { TrafficSummary } from '../../model/traffic.ts';
import { looksLikeId } from './looks-like-id.ts';
import { PathTree } from './path-tree.ts';
import { type SeenRequest, TrafficRecorder } from './traffic-recorder.ts';

const seen = (path: string, more: Partial<SeenRequest> = {}): SeenRequest => ({
  method: 'GET',
  path,
  isTemplate: false,
  status: 200,
  ms: 3,
  client: 1,
  at: 0,
  ...more,
});

const pathsOf = ({ endpoints }: TrafficSummary): string[] =>
  endpoints.map(({ method, path, requests }) => `${method} ${path} ${requests}`);

test.each([
  '7',
  '0042',
  'b6d1a3a8-3f3e-4d3c-8a58-0d2f8f4b6c11',
  '507f1f77bcf86cd799439011',
  '2026-01-31',
  'a@b.test',
])('%s is a value', (segment) => expect(looksLikeId(segment)).toBe(true));

test.each([
  'orders',
  'me',
  'v2',
  'order-items',
  'feedface',
  'oauth2',
  'index.html',
  'search',
  's3',
  'ListOrders',
])('%s is a name', (segment) => expect(looksLikeId(segment)).toBe(false));

test('learns templates from raw paths: ids by their form, user names by their number, and what is asked often stays', () => {
  const recorder = new TrafficRecorder();
  for (let at = 0; at < 3000; at++) {
    recorder.note(seen(`/api/orders/${at}/lines`));
    recorder.note(
      seen(
        `/api/users/name${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${'uvwxyzabcd'[Math.floor(at / 100) % 10]}`,
      ),
    );
    recorder.note(seen('/api/users/me'));
  }

  const paths = pathsOf(recorder.summary('test'));

  expect(paths).toContain('GET /api/orders/:id/lines 3000');
  expect(paths.find((path) => path.startsWith('GET /api/users/me '))).toBe('GET /api/users/me 3000');
  expect(paths.find((path) => path.startsWith('GET /api/users/:id '))).toBe('GET /api/users/:id 3000');
});

test('what is not there teaches no template', () => {
  const recorder = new TrafficRecorder();
  recorder.note(seen('/wp-admin/setup.php', { status: 404 }));
  recorder.note(seen('/orders', { status: 500 }));

  expect(recorder.summary('test')).toMatchObject({
    requests: 2,
    endpoints: [{ path: '/orders', errors: 1 }],
  });
});

test('says which endpoints a client calls together, also after their places were folded', () => {
  const recorder = new TrafficRecorder();
  for (let at = 0; at < 500; at++) {
    const slug = `story-${String.fromCodePoint(97 + (at % 26), 97 + (Math.floor(at / 26) % 26), 120)}`;
    recorder.note(seen(`/posts/${slug}`, { client: at, at: at * 10_000 }));
    recorder.note(seen('/comments', { client: at, at: at * 10_000 + 50 }));
    recorder.note(seen('/comments', { client: -1 - at, at: at * 10_000 + 60 }));
  }

  const summary = recorder.summary('test');
  const pairs = summary.together.map(({ a, b, times }) => [
    summary.endpoints[a]?.path,
    summary.endpoints[b]?.path,
    times,
  ]);

  expect(pairs).toEqual([['/comments', '/posts/:id', 500]]);
});

test('a template is counted where its place has gone', () => {
  const recorder = new TrafficRecorder();
  const template = '/shops/abc/items';
  recorder.note(seen(template, { isTemplate: true }));
  for (let at = 0; at < 500; at++) recorder.note(seen(`/shops/${name(at)}/items`));
  recorder.note(seen(template, { isTemplate: true }));

  const { endpoints } = recorder.summary('test');

  expect(endpoints.reduce((sum, { requests }) => sum + requests, 0)).toBe(502);
});

test('memory stays bounded, whatever is asked', () => {
  const tree = new PathTree<number>(() => undefined);
  for (let at = 0; at < 200_000; at++)
    tree.place(`/${name(at % 97)}/${name(at)}/${name(at * 7)}/${name(at * 13)}/deep/er/${at}`);

  expect(tree.size).toBeLessThan(45_000);
});

function name(at: number): string {
  return Array.from(String(at), (digit) => 'abcdefghij'[Number(digit)]).join('');
}

test('every request that found an endpoint is counted once, whatever the order and the folding', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(3)), { minLength: 1, maxLength: 600 }), (calls) => {
      const recorder = new TrafficRecorder();
      for (const [at, deep] of calls) recorder.note(seen(`/${name(at)}${'/x'.repeat(deep)}`));
      const { endpoints, requests } = recorder.summary('test');
      expect(endpoints.reduce((sum, endpoint) => sum + endpoint.requests, 0)).toBe(calls.length);
      expect(requests).toBe(calls.length);
    }),
  );
});

test('a summary that is taken in again is the same summary', () => {
  const recorder = new TrafficRecorder();
  for (let at = 0; at < 300; at++)
    recorder.note(seen(`/${name(at % 20)}/${at}`, { client: at % 5, at: at * 100 }));
  const summary = recorder.summary('proxy');
  const again = new TrafficRecorder();
  again.add(summary);

  expect(again.summary('proxy')).toEqual(summary);
});

test('the proxy writes what it saw, by the templates of the plan, and goes on after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-traffic-'));
  const origin = await startOrigin(named('monolith'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await origin.close();
  });
  const plan = `version: 1
monolith: { upstream: "http://127.0.0.1:${origin.port}" }
services: { users: {} }
routes: [ { id: users, match: { method: GET, path: "/users/:name" }, service: users, stage: monolith } ]
proxy: { listen: 127.0.0.1:0 }
`;
  const run = async (): Promise<void> => {
    const { settings, table } = loadPlan(plan, join(folder, 'banyan.yaml'), {
      env: {},
      instance: 'test',
      cpus: 1,
      trafficFolder: join(folder, 'traffic'),
    });
    const server = new ProxyServer(settings, table, { report: () => undefined });
    await server.listen();
    const port = Number(server.addresses[0]?.split(':').at(-1));
    await ask(port, '/users/ada?token=secret');
    await ask(port, '/orders/7');
    await server.drain(1000);
  };

  await run();
  await run();

  const [file = ''] = readdirSync(join(folder, 'traffic'));
  const text = readFileSync(join(folder, 'traffic', file), 'utf8');
  expect(pathsOf(JSON.parse(text) as TrafficSummary)).toEqual(['GET /orders/:id 2', 'GET /users/:id 2']);
  expect(text).not.toMatch(/ada|secret|127\.0\.0\.1/u);
});

test('a disk that refuses costs the summary and no request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-traffic-'));
  writeFileSync(join(folder, 'file'), '');
  const origin = await startOrigin(named('monolith'));
  const told: string[] = [];
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await origin.close();
  });
  const { settings, table } = loadPlan(
    `version: 1\nmonolith: { upstream: "http://127.0.0.1:${origin.port}" }\nproxy: { listen: 127.0.0.1:0 }\n`,
    join(folder, 'banyan.yaml'),
    { env: {}, instance: 'test', cpus: 1, trafficFolder: join(folder, 'file') },
  );
  const server = new ProxyServer(settings, table, { report: (message) => told.push(message) });
  await server.listen();
  const { status } = await ask(Number(server.addresses[0]?.split(':').at(-1)), '/');
  await server.drain(1000);

  expect(status).toBe(200);
  expect(told.join()).toContain('traffic is not recorded');
});
