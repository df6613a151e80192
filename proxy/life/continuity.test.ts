import { readdirSync } from 'node:fs';
import { Agent, type ServerResponse, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { ask, type LiveProxy, named, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const planOf = (port: number): string => `monolith: { upstream: http://127.0.0.1:${port} }`;

async function start(first: Origin): Promise<LiveProxy> {
  const proxy = await startProxy(planOf(first.port));
  open.push(proxy.stop);
  return proxy;
}

async function originOf(...args: Parameters<typeof startOrigin>): Promise<Origin> {
  const origin = await startOrigin(...args);
  open.push(origin.close);
  return origin;
}

test('a request under way ends where it began; the next goes to the new upstream, and the old connections close', async () => {
  const held: ServerResponse[] = [];
  const old = await originOf((_, response) => {
    response.write('begun ');
    held.push(response);
  });
  const next = await originOf(named('next'));
  const proxy = await start(old);
  const slow = ask(proxy.port, '/slow');
  await expect.poll(() => held.length).toBe(1);
  const [retired] = [...proxy.server.upstreams.all()];
  proxy.replan(planOf(next.port));
  expect((await ask(proxy.port, '/x')).body).toBe('next GET /x');
  expect(retired?.endpoints[0]?.pool.open.size).toBe(1);
  held[0]?.end('and ended');
  expect((await slow).body).toBe('begun and ended');
  await expect.poll(() => retired?.endpoints[0]?.pool.open.size).toBe(0);
});

test('a tunnel stays with its upstream over a reload', async () => {
  const old = await originOf(named('old'));
  const server = new WebSocketServer({ server: old.server });
  open.push(() => server.close());
  server.on('connection', (socket) =>
    socket.on('message', (data) => socket.send(`old ${String(data as Buffer)}`)),
  );
  const next = await originOf(named('next'));
  const proxy = await start(old);
  const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat`);
  await new Promise((resolve) => socket.once('open', resolve));
  proxy.replan(planOf(next.port));
  expect((await ask(proxy.port, '/x')).body).toBe('next GET /x');
  const answer = new Promise(
    (resolve) => void socket.once('message', (data) => resolve(String(data as Buffer))),
  );
  socket.send('still there?');
  expect(await answer).toBe('old still there?');
  socket.close();
});

// Descriptors are counted in /proc.
test.skipIf(process.platform !== 'linux')(
  'a thousand changes of the upstream under load leave no connection, timer or descriptor behind',
  async () => {
    const origins = [await originOf(named('one')), await originOf(named('two'))] as const;
    const proxy = await start(origins[0]);
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    open.push(() => agent.destroy());
    const once = (): Promise<number> =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port: proxy.port, path: '/x', agent }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    await once();
    const before = descriptors();
    const statuses = new Set<number>();
    for (let turn = 0; turn < 1000; turn++) {
      proxy.replan(planOf(origins[turn % 2 === 0 ? 1 : 0].port));
      if (turn % 5 === 0) for (const status of await Promise.all([once(), once()])) statuses.add(status);
    }
    expect([...statuses]).toEqual([200]);
    expect([...proxy.server.upstreams.all()]).toHaveLength(1);
    await expect.poll(descriptors, { timeout: 5000 }).toBeLessThanOrEqual(before + 12);
  },
  30_000,
);

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
