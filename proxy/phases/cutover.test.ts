import { Agent, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { ask, type LiveProxy, named, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function start(
  canary: (service: number, monolith: number) => string,
): Promise<{ proxy: LiveProxy; sides: Origin[] }> {
  const [monolith, service] = [await startOrigin(named('monolith')), await startOrigin(named('service'))];
  const proxy = await startProxy(canary(service.port, monolith.port));
  open.push(proxy.stop, monolith.close, service.close);
  return { proxy, sides: [monolith, service] };
}

const planOf = (percent: number, ports: { service: number; monolith: number }): string => `
monolith: { upstream: http://127.0.0.1:${ports.monolith} }
services: { orders: { upstream: http://127.0.0.1:${ports.service} } }
routes:
  - id: orders
    match: { path: /orders/* }
    service: orders
    stage: canary
    canary: { percent: ${percent}, stickyBy: cookie:sid }
    override: [header:x-banyan-to, cookie:banyan_to]
`;

test('0 → 5 → 50 → 100 → 0 % under load: the share is right, nobody flaps, nothing fails', async () => {
  const ports = { service: 0, monolith: 0 };
  const { proxy } = await start((service, monolith) =>
    planOf(0, Object.assign(ports, { service, monolith })),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const clients = 400;
  let moved = new Set<number>();
  for (const percent of [0, 5, 50, 100]) {
    proxy.replan(planOf(percent, ports));
    const sides = await Promise.all(
      Array.from({ length: clients * 2 }, (_, turn) => sideOf(proxy.port, agent, turn % clients)),
    );
    const now = new Set(sides.flatMap((side, turn) => (side === 'service' ? [turn % clients] : [])));
    for (let client = 0; client < clients; client++) expect(sides[client]).toBe(sides[client + clients]);
    for (const client of moved) expect(now.has(client)).toBe(true);
    const share = percent / 100;
    expect(Math.abs(now.size - clients * share)).toBeLessThanOrEqual(
      4 * Math.sqrt(clients * share * (1 - share)),
    );
    moved = now;
  }
  proxy.replan(planOf(0, ports));
  expect(await sideOf(proxy.port, agent, 1)).toBe('monolith');
  agent.destroy();
});

async function sideOf(port: number, agent: Agent, client: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `theme=dark; sid=client-${client}` };
    request({ port, host: '127.0.0.1', path: '/orders/1', agent, headers }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text.split(' ')[0] as string) : reject(new Error(text)),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('a tester chooses the side by header or cookie; anything else is no choice', async () => {
  const { proxy } = await start((service, monolith) => planOf(0, { service, monolith }));
  const bodyOf = async (headers: Readonly<Record<string, string>>): Promise<string> =>
    (await ask(proxy.port, '/orders/1', { headers })).body;
  expect(await bodyOf({ 'x-banyan-to': 'service' })).toMatch(/^service/u);
  expect(await bodyOf({ cookie: 'banyan_to=service' })).toMatch(/^service/u);
  for (const value of ['Service', 'orders', '', '__proto__', 'http://evil.test']) {
    expect(await bodyOf({ 'x-banyan-to': value })).toMatch(/^monolith/u);
  }
});

test('200 reloads while requests run lose none of them', async () => {
  const ports = { service: 0, monolith: 0 };
  const { proxy } = await start((service, monolith) =>
    planOf(50, Object.assign(ports, { service, monolith })),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const run = { over: false };
  let answered = 0;
  const load = Array.from({ length: 8 }, async (_, client) => {
    while (!run.over) {
      await sideOf(proxy.port, agent, client);
      answered++;
    }
  });
  for (let turn = 0; turn < 200; turn++) {
    proxy.replan(planOf(turn % 100, ports));
    await new Promise((resolve) => setImmediate(resolve));
  }
  run.over = true;
  await Promise.all(load);
  agent.destroy();
  expect(answered).toBeGreaterThan(100);
});

test('10,000 reloads leave nothing behind', async () => {
  const ports = { service: 0, monolith: 0 };
  const { proxy } = await start((service, monolith) =>
    planOf(0, Object.assign(ports, { service, monolith })),
  );
  const upstreams = [...proxy.server.upstreams.all()];
  const { table } = proxy.server.context.table;
  for (let turn = 0; turn < 10_000; turn++)
    proxy.server.replaceTable({ ...table, routes: [...table.routes] });
  expect([...proxy.server.upstreams.all()]).toEqual(upstreams);
  expect(proxy.server.stats.size).toBe(2);
});
