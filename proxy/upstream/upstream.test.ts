import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { loadPlan } from '../life/load-plan.ts';
import type { UpstreamSpec } from '../model/upstream.ts';
import type { ResponseSink } from './connection.ts';
import { Resolver } from './resolver.ts';
import { Upstream } from './upstream.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Listening {
  readonly sockets: Set<Socket>;
  readonly port: number;
}

/** Answers every piece that comes with the address that it came to. */
async function listen(address: string, port = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.on('data', () =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${address.length}\r\n\r\n${address}`),
    );
  });
  await new Promise<void>((resolve) => void server.listen(port, address, resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { sockets, port: (server.address() as AddressInfo).port };
}

function specOf(port: number): UpstreamSpec {
  const plan = `version: 1\nmonolith: { upstream: http://orders.test:${port} }\n`;
  const { table } = loadPlan(plan, '/tmp/banyan.yaml', { env: {}, instance: 'test', cpus: 1 });
  return { ...table.monolith, dnsMs: 100, idleMs: 60_000 };
}

function ask(upstream: Upstream): Promise<string> {
  return new Promise((resolve, reject) => {
    upstream.pick().pool.acquire(false, (connection) => {
      connection.begin(sinkOf(resolve, reject));
      connection.write('GET / HTTP/1.1\r\nHost: orders.test\r\n\r\n');
      connection.requestDone();
    });
  });
}

const nothing = (): void => undefined;

function sinkOf(resolve: (body: string) => void, reject: (error: Error) => void): ResponseSink {
  return {
    bodiless: false,
    upgrading: false,
    onConnected: nothing,
    onInformation: nothing,
    onHead: () => reject(new Error('in pieces')),
    onData: nothing,
    onEnd: nothing,
    onWhole: (_, body) => resolve(body.toString()),
    onUpgrade: nothing,
    onFault: ({ reason }) => reject(new Error(reason)),
    onDrain: nothing,
  };
}

// 127.0.0.2 is an address of the machine on Linux alone.
test.skipIf(process.platform !== 'linux')(
  'a name that changes its address: new connections follow, the kept ones to the old address close; one that vanishes keeps its last',
  async () => {
    const old = await listen('127.0.0.1');
    const next = await listen('127.0.0.2', old.port);
    let known: string | undefined = '127.0.0.1';
    let asked = 0;
    const resolver = new Resolver(
      (_, done) => {
        asked++;
        if (known === undefined) done(new Error('ENOTFOUND'), []);
        else done(null, [{ address: known, family: 4 }]);
      },
      () => performance.now(),
    );
    const upstream = new Upstream(specOf(old.port), {
      resolver,
      now: () => performance.now(),
      retryBudget: 0.2,
    });
    open.push(() => upstream.retire());
    expect(await ask(upstream)).toBe('127.0.0.1');
    expect(old.sockets.size).toBe(1);

    known = '127.0.0.2';
    await expect.poll(() => old.sockets.size, { timeout: 5000 }).toBe(0);
    expect(await ask(upstream)).toBe('127.0.0.2');

    known = undefined;
    const before = asked;
    await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(before);
    for (const socket of next.sockets) socket.destroy();
    await expect.poll(() => upstream.endpoints[0]?.pool.open.size).toBe(0);
    expect(await ask(upstream)).toBe('127.0.0.2');
  },
);
