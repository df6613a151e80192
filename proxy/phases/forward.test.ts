import { connect, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ask, type LiveProxy, named, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

const open: { close?: () => Promise<void>; stop?: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await (each.close ?? each.stop)?.call(each);
});

async function origin(...parameters: Parameters<typeof startOrigin>): Promise<Origin> {
  const started = await startOrigin(...parameters);
  open.unshift(started);
  return started;
}

async function proxy(plan: string): Promise<LiveProxy> {
  const started = await startProxy(plan);
  open.unshift(started);
  return started;
}

/** A port on which nothing listens. */
async function deadPort(): Promise<number> {
  const { port, close } = await startOrigin(() => undefined);
  await close();
  return port;
}

interface Parts {
  readonly monolith: number;
  readonly service: number;
  readonly stage?: string;
  readonly route?: string;
  readonly rest?: string;
}

function planOf({ monolith, service, stage = 'live', route = '', rest = '' }: Parts): string {
  return `
monolith: { upstream: http://127.0.0.1:${monolith} }
services: { orders: { upstream: http://127.0.0.1:${service} } }
routes:
  - { id: orders, match: { path: /orders/* }, service: orders, stage: ${stage}${route} }
${rest}`;
}

test('sends a live route to its service and everything else to the monolith', async () => {
  const [monolith, service] = [await origin(named('monolith')), await origin(named('service'))];
  const { port } = await proxy(planOf({ monolith: monolith.port, service: service.port }));
  expect((await ask(port, '/orders/7?x=1')).body).toBe('service GET /orders/7?x=1');
  expect((await ask(port, '/users/7')).body).toBe('monolith GET /users/7');
  expect((await ask(port, '/orders/7', { method: 'POST', body: 'x' })).body).toBe('service POST /orders/7');
});

test('lets the monolith answer a safe request for a service that is down, and tells the truth about others', async () => {
  const monolith = await origin(named('monolith'));
  const { port, server } = await proxy(planOf({ monolith: monolith.port, service: await deadPort() }));
  expect((await ask(port, '/orders/7')).body).toBe('monolith GET /orders/7');
  const post = await ask(port, '/orders/7', { method: 'POST', body: 'x' });
  expect(post.status).toBe(502);
  expect(JSON.parse(post.body)).toMatchObject({ reason: 'cannot-connect' });
  expect(monolith.seen).toEqual(['GET /orders/7']);
  expect(server.stats.get('orders')?.service.fallbacks).toBe(1);
});

test('in a canary nothing sent is nothing lost: a POST too goes to the monolith', async () => {
  const monolith = await origin(named('monolith'));
  const canary = ', canary: { percent: 100 }';
  const { port } = await proxy(
    planOf({ monolith: monolith.port, service: await deadPort(), stage: 'canary', route: canary }),
  );
  expect((await ask(port, '/orders/7', { method: 'POST', body: 'x' })).body).toBe('monolith POST /orders/7');
});

test('never repeats a POST that was sent', async () => {
  const monolith = await origin(named('monolith'));
  const service = await origin((request) => request.socket.destroy());
  const { port } = await proxy(planOf({ monolith: monolith.port, service: service.port }));
  expect((await ask(port, '/orders/7', { method: 'POST', body: 'x' })).status).toBe(502);
  expect([service.seen.length, monolith.seen.length]).toEqual([1, 0]);
});

test.each([502, 503, 504])(
  'takes a %i of the service as "not now", and a 500 as its word',
  async (status) => {
    const monolith = await origin(named('monolith'));
    const service = await origin((request, response) =>
      response.writeHead(request.url === '/orders/bug' ? 500 : status).end('no'),
    );
    const { port } = await proxy(planOf({ monolith: monolith.port, service: service.port }));
    expect((await ask(port, '/orders/7')).body).toBe('monolith GET /orders/7');
    expect((await ask(port, '/orders/bug')).status).toBe(500);
  },
);

test('without fallback the service answers alone', async () => {
  const monolith = await origin(named('monolith'));
  const { port } = await proxy(
    planOf({ monolith: monolith.port, service: await deadPort(), route: ', fallback: none' }),
  );
  expect((await ask(port, '/orders/7')).status).toBe(502);
  expect(monolith.seen).toEqual([]);
});

test('leaves a failing service alone, and finds it when it is back', async () => {
  const monolith = await origin(named('monolith'));
  let well = false;
  const service = await origin((request, response) =>
    well ? response.end('service') : request.socket.destroy(),
  );
  const rest = 'proxy: { breaker: { failures: 2, openFor: 200ms } }';
  const { port } = await proxy(planOf({ monolith: monolith.port, service: service.port, rest }));
  for (let turn = 0; turn < 6; turn++) await ask(port, '/orders/7');
  const before = service.seen.length;
  const refused = await ask(port, '/orders/7', { method: 'POST', body: 'x' });
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
  expect(service.seen.length).toBe(before);
  well = true;
  await expect.poll(async () => (await ask(port, '/orders/7')).body, { timeout: 3000 }).toBe('service');
});

test('lets a bounded number wait, then says when to come back', async () => {
  const waiting: (() => void)[] = [];
  const monolith = await origin((_, response) => void waiting.push(() => response.end('done')));
  const rest = 'proxy: { limits: { concurrent: 1, queue: 1, queueTimeout: 5s } }';
  const { port } = await proxy(planOf({ monolith: monolith.port, service: await deadPort(), rest }));
  const first = ask(port, '/1');
  await expect.poll(() => waiting.length).toBe(1);
  const second = ask(port, '/2');
  await expect.poll(async () => (await ask(port, '/3')).status).toBe(503);
  waiting.shift()?.();
  expect((await first).body).toBe('done');
  await expect.poll(() => waiting.length).toBe(1);
  waiting.shift()?.();
  expect((await second).body).toBe('done');
});

test('spreads over several addresses, and a dead one costs nobody an error', async () => {
  const [a, b] = [await origin(named('a')), await origin(named('b'))];
  const upstream = `[http://127.0.0.1:${a.port}, http://127.0.0.1:${await deadPort()}, http://127.0.0.1:${b.port}]`;
  const { port } = await proxy(`monolith: { upstream: ${upstream} }`);
  const answers = [];
  for (let turn = 0; turn < 30; turn++)
    answers.push(await ask(port, `/${turn}`, { method: turn % 2 ? 'POST' : 'GET' }));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(a.seen.length + b.seen.length).toBe(30);
  expect(Math.min(a.seen.length, b.seen.length)).toBeGreaterThan(5);
});

test('answers 504 in time where an upstream never does, and cuts an answer that stalls', async () => {
  const monolith = await origin((request, response) => {
    if (request.url === '/stall') response.writeHead(200, { 'content-length': '100' }).write('hello');
  });
  const rest = 'proxy: { timeouts: { firstByte: 200ms, idle: 200ms } }';
  const { port } = await proxy(planOf({ monolith: monolith.port, service: await deadPort(), rest }));
  expect((await ask(port, '/never')).status).toBe(504);
  await expect(ask(port, '/stall')).rejects.toThrow(/hang up|aborted|reset/iu);
});

test('a kept connection that the upstream has closed costs no request, whatever its method', async () => {
  const monolith = await origin(named('monolith'));
  monolith.server.keepAliveTimeout = 1;
  const { port } = await proxy(planOf({ monolith: monolith.port, service: await deadPort() }));
  for (let turn = 0; turn < 40; turn++) {
    const answer = await ask(port, `/${turn}`, {
      method: turn % 2 ? 'POST' : 'GET',
      body: turn % 2 ? 'x' : undefined,
    } as never);
    expect(answer.status).toBe(200);
    monolith.server.closeIdleConnections();
  }
});

test('carries announced trailers both ways', async () => {
  const monolith = await origin((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write(JSON.stringify(request.trailers));
      response.addTrailers({ 'x-sum': '42' });
      response.end();
    });
  });
  const { port } = await proxy(planOf({ monolith: monolith.port, service: await deadPort() }));
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTrailer: x-t, authorization\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-t: 1\r\nauthorization: evil\r\n\r\n',
  );
  let text = '';
  for await (const piece of socket) text += String(piece);
  expect(text).toContain('{"x-t":"1"}');
  expect(text).toMatch(/\r\n0\r\nx-sum: 42\r\n/iu);
});

test('believes forwarding fields of trusted peers only', async () => {
  const monolith = await origin((request, response) => response.end(JSON.stringify(request.headers)));
  const spoofed = {
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-proto': 'https',
    forwarded: 'for=6.6.6.6',
    'x-request-id': 'mine',
  };
  const plain = await proxy(`monolith: { upstream: http://127.0.0.1:${monolith.port} }`);
  const seen = JSON.parse((await ask(plain.port, '/', { headers: spoofed })).body) as Record<string, string>;
  expect(seen).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
  expect([seen['forwarded'], seen['x-request-id'] === 'mine']).toEqual([undefined, false]);
  const trusting = await proxy(
    `monolith: { upstream: http://127.0.0.1:${monolith.port} }\nproxy: { trust: [127.0.0.0/8] }`,
  );
  expect(JSON.parse((await ask(trusting.port, '/', { headers: spoofed })).body)).toMatchObject({
    'x-forwarded-for': '6.6.6.6, 127.0.0.1',
    'x-forwarded-proto': 'https',
    forwarded: 'for=6.6.6.6, for=127.0.0.1;proto=http',
    'x-request-id': 'mine',
  });
});

test('finds a loop by Via', async () => {
  const monolith = await origin(named('monolith'));
  const { port } = await proxy(
    `monolith: { upstream: http://127.0.0.1:${monolith.port} }\nproxy: { via: edge }`,
  );
  expect((await ask(port, '/', { headers: { via: '1.1 other, 1.1 edge' } })).status).toBe(508);
  expect((await ask(port, '/', { headers: { via: '1.1 edgeless' } })).status).toBe(200);
});

test('refuses a path that two servers could give to two owners, but only then', async () => {
  const [monolith, service] = [await origin(named('monolith')), await origin(named('service'))];
  const parts = { monolith: monolith.port, service: service.port };
  const live = await proxy(planOf(parts));
  expect((await ask(live.port, '/orders%2f7')).status).toBe(400);
  expect((await ask(live.port, '/users%2f7')).body).toBe('monolith GET /users%2f7');
  const still = await proxy(planOf({ ...parts, stage: 'monolith' }));
  expect((await ask(still.port, '/orders%2f7')).body).toBe('monolith GET /orders%2f7');
});

test('speaks to an upstream on a Unix socket', async () => {
  const path = `/tmp/banyan-test-${process.pid}.sock`;
  const server = createTcpServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nunix')),
  );
  await new Promise<void>((resolve) => void server.listen(path, resolve));
  const { port } = await proxy(`monolith: { upstream: "unix:${path}" }`);
  expect((await ask(port, '/')).body).toBe('unix');
  await new Promise((resolve) => void server.close(resolve));
});

test('says in the answer that a name does not resolve', async () => {
  const { port } = await proxy('monolith: { upstream: http://no-such-host.invalid:80 }');
  const answer = await ask(port, '/');
  // Some machines' name servers take longer to say so than a connection may take.
  expect(answer.body).toMatch(/ENOTFOUND|EAI_AGAIN|connect-timeout/u);
  expect([502, 504]).toContain(answer.status);
});
