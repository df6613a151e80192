import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ask, type LiveProxy, named, type Origin, startOrigin, startProxy } from '../test/live-proxy.ts';
import { loadPlan } from './life/load-plan.ts';
import { renderMetrics } from './observe/prometheus.ts';
import { RouteStats } from './observe/route-stats.ts';
import { ShadowStats } from './observe/shadow-stats.ts';
import { takeSnapshot } from './observe/snapshot.ts';

// What docs/proxy-recipes.md lists and no other test shows.

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function origin(handler: Parameters<typeof startOrigin>[0]): Promise<Origin> {
  const started = await startOrigin(handler);
  open.push(started.close);
  return started;
}

async function between(
  sides: { monolith: Origin; service: Origin },
  route: string,
  rest = '',
): Promise<LiveProxy> {
  const proxy = await startProxy(planOf(sides, route, rest));
  open.push(proxy.stop);
  return proxy;
}

function planOf(
  { monolith, service }: { monolith: Origin; service: Origin },
  route: string,
  rest = '',
): string {
  return `monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: http://127.0.0.1:${service.port} } }
routes:
  - { id: r, match: { path: /r/* }, service: svc, ${route} }
${rest}`;
}

test('the admin listens on this machine alone where the plan says nothing', () => {
  const { settings } = loadPlan(
    'version: 1\nmonolith: { upstream: http://127.0.0.1:3000 }\n',
    '/tmp/banyan.yaml',
    {
      env: {},
      instance: 'test',
      cpus: 1,
    },
  );
  expect(settings.admin?.address).toMatchObject({ kind: 'tcp', host: '127.0.0.1' });
});

test('cookies and redirects of the shadow never reach the client', async () => {
  const monolith = await origin(named('monolith'));
  const service = await origin((_, response) => {
    response.writeHead(302, { 'set-cookie': 'sid=evil', location: 'http://evil.test/' }).end();
  });
  const proxy = await between({ monolith, service }, 'stage: shadow');
  const { status, headers, body } = await ask(proxy.port, '/r/1');
  await expect.poll(() => proxy.server.stats.get('r')?.shadow.compared, { timeout: 5000 }).toBe(1);
  expect([status, headers['set-cookie'], headers.location, body]).toEqual([
    200,
    undefined,
    undefined,
    'monolith GET /r/1',
  ]);
  expect(service.seen).toEqual(['GET /r/1']); // And the redirect was not followed.
});

test('an upload that its client breaks off is never seen by the shadow', async () => {
  const monolith = await origin(
    (request, response) => void request.resume().on('end', () => response.end('ok')),
  );
  const service = await origin(named('service'));
  const proxy = await between({ monolith, service }, 'stage: shadow, shadow: { unsafe: true }');
  await new Promise<void>((resolve) => {
    const socket = connect(proxy.port, '127.0.0.1', () => {
      socket.write('POST /r/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf', () =>
        socket.destroy(),
      );
    });
    socket.on('close', () => resolve());
  });
  await expect.poll(() => proxy.server.stats.get('r')?.shadow.dropped.unanswered, { timeout: 5000 }).toBe(1);
  await ask(proxy.port, '/r/last', { method: 'POST', body: 'whole' });
  await expect.poll(() => service.seen, { timeout: 5000 }).toEqual(['POST /r/last']);
});

test('a shadow that floods is cut off, and memory stays', async () => {
  const monolith = await origin(named('same'));
  const piece = Buffer.alloc(65_536, 'y');
  const service = await origin((_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', pour);
    pour();
  });
  const proxy = await between({ monolith, service }, 'stage: shadow');
  await ask(proxy.port, '/r/warm');
  const before = process.memoryUsage.rss();
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => ask(proxy.port, `/r/${at}`)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await expect
    .poll(() => proxy.server.stats.get('r')?.shadow.statuses[0], { timeout: 8000 })
    .toBeGreaterThan(3);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 << 20);
});

test('4xx never falls back, and an answer that has begun does not either', async () => {
  const monolith = await origin(named('monolith'));
  const service = await origin((request, response) => {
    if (request.url === '/r/missing') response.writeHead(404).end('no');
    else {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    }
  });
  const { port } = await between({ monolith, service }, 'stage: live');
  expect((await ask(port, '/r/missing')).status).toBe(404);
  await expect(ask(port, '/r/half')).rejects.toThrow(/aborted|hang up|ECONNRESET/u);
  expect(monolith.seen).toEqual([]);
});

const PROBES = 3;

test('half open, 200 requests at once send exactly the probes; open, it answers at once; a reload forgets neither', async () => {
  const monolith = await origin(named('monolith'));
  const held: (() => void)[] = [];
  let dead = true;
  const service = await origin((request, response) => {
    if (dead) request.socket.destroy();
    else held.push(() => response.end('service'));
  });
  const rest = 'proxy: { breaker: { failures: 3, openFor: 300ms } }';
  const route = 'stage: live, fallback: none';
  const proxy = await between({ monolith, service }, route, rest);
  for (let turn = 0; turn < 3; turn++) await ask(proxy.port, '/r/1', { method: 'POST', body: 'x' });
  proxy.replan(planOf({ monolith, service }, route, rest));
  const started = performance.now();
  expect((await ask(proxy.port, '/r/1')).status).toBe(503);
  expect(performance.now() - started).toBeLessThan(250); // 50 ms on a quiet machine.
  expect(service.seen).toHaveLength(3);
  dead = false;
  const upstream = (): string =>
    [...proxy.server.upstreams.all()].find(({ id }) => id === 'svc')?.breakerState() ?? '';
  await expect.poll(upstream, { timeout: 3000 }).toBe('half-open');
  let refused = 0;
  const many = Array.from({ length: 200 }, async () => {
    const { status } = await ask(proxy.port, '/r/1');
    if (status === 503) refused++;
    return status;
  });
  await expect.poll(() => refused, { timeout: 10_000 }).toBe(200 - PROBES);
  expect(held).toHaveLength(PROBES);
  for (const release of held) release();
  const statuses = await Promise.all(many);
  expect(statuses.filter((status) => status === 200)).toHaveLength(PROBES);
  expect(upstream()).toBe('closed');
});

test('answers that do not come in time open the breaker too', async () => {
  const monolith = await origin(named('monolith'));
  const service = await origin(() => undefined);
  const rest = 'proxy: { breaker: { failures: 2, openFor: 10s } }';
  const route = 'stage: live, fallback: none, timeout: 50ms';
  const { port } = await between({ monolith, service }, route, rest);
  const statuses: number[] = [];
  for (let turn = 0; turn < 3; turn++) statuses.push((await ask(port, '/r/1')).status);
  expect(statuses).toEqual([504, 504, 503]);
});

test('slow answers open the breaker too where the plan says what is slow, and quick ones close it', async () => {
  const monolith = await origin(named('monolith'));
  let milliseconds = 200;
  const service = await origin((_request, response) => {
    setTimeout(() => response.end('service GET /r/1'), milliseconds);
  });
  const rest = 'proxy: { breaker: { openFor: 100ms, slow: { over: 100ms, share: 80% } } }';
  const { port } = await between({ monolith, service }, 'stage: live', rest);
  const served = async (): Promise<string> => (await ask(port, '/r/1')).body;
  const bodies = await Promise.all(Array.from({ length: 20 }, served));
  expect(new Set(bodies)).toEqual(new Set(['service GET /r/1'])); // Those who waited have their answers.
  expect(await served()).toBe('monolith GET /r/1');
  milliseconds = 0;
  await expect.poll(served, { timeout: 5000 }).toBe('service GET /r/1');
});

test('an upload that its client takes long over is not the service being slow', async () => {
  const monolith = await origin(named('monolith'));
  const service = await origin((request, response) => {
    request.resume().on('end', () => response.end('service'));
  });
  const rest = 'proxy: { breaker: { slow: { over: 300ms } } }';
  const { port, server } = await between({ monolith, service }, 'stage: live, fallback: none', rest);
  const upload = async (): Promise<void> => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /r/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\na');
    await expect.poll(() => performance.now() - began).toBeGreaterThan(400);
    socket.end('b');
    await new Promise((resolve) => socket.resume().once('close', resolve));
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: 25 }, upload));
  expect(service.seen).toHaveLength(25);
  expect([...server.upstreams.all()].find(({ id }) => id === 'svc')?.breakerState()).toBe('closed');
});

test('where every address has been set aside, all are asked: a wrong verdict cuts nobody off', async () => {
  const monolith = await origin(named('monolith'));
  let well = false;
  const answering: RequestListener = (request, response) => {
    if (well) response.end('service');
    else request.socket.destroy();
  };
  const services = [await origin(answering), await origin(answering)];
  const proxy = await startProxy(`monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: [${services.map(({ port }) => `http://127.0.0.1:${port}`).join(', ')}] } }
routes: [ { id: r, match: { path: /r/* }, service: svc, stage: live, fallback: none } ]
proxy: { breaker: { failures: 1000 } }
`);
  open.push(proxy.stop);
  for (let turn = 0; turn < 20; turn++) await ask(proxy.port, '/r/1');
  well = true;
  expect((await ask(proxy.port, '/r/1')).body).toBe('service');
});

test('10,000 routes with traffic are rendered in 200 ms of processor time', async () => {
  const monolith = await origin(named('monolith'));
  const proxy = await between({ monolith, service: monolith }, 'stage: monolith');
  for (let at = 0; at < 10_000; at++) {
    const [one, other] = [new RouteStats(), new RouteStats()];
    one.count('GET', 200, 12);
    proxy.server.stats.set(`route${at}`, { monolith: one, service: other, shadow: new ShadowStats() });
  }
  const supervision = { version: '0', reloads: 0, failedReloads: 0, planValid: true, workerRestarts: 0 };
  const snapshot = await takeSnapshot(proxy.server);
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    renderMetrics(snapshot, { ...supervision, phases: [], notRecorded: [] });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(200);
});
