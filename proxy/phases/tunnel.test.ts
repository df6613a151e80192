import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type LiveProxy, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

let origin: Origin;
let server: WebSocketServer;
let proxy: LiveProxy;

beforeAll(async () => {
  origin = await startOrigin((_, response) => response.end());
  server = new WebSocketServer({ server: origin.server, perMessageDeflate: true });
  server.on('connection', (socket) => {
    socket.on('message', (message, binary) => {
      if (!binary && String(message as Buffer) === 'close') socket.close(4001, 'as asked');
      else socket.send(message as Buffer, { binary });
    });
  });
  proxy = await startProxy(`monolith: { upstream: http://127.0.0.1:${origin.port} }`);
});
afterAll(async () => {
  await proxy.stop();
  server.close();
  await origin.close();
});

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat`, ['chat']);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

test('carries messages of every size, in fragments too, and the pings between them', async () => {
  const socket = await open();
  for (const size of [0, 1, 125, 126, 65_535, 65_536, 3_000_000]) {
    const message = randomBytes(size);
    const echoed = new Promise<Buffer>(
      (resolve) => void socket.once('message', (data) => resolve(data as Buffer)),
    );
    const half = Math.floor(size / 2);
    socket.send(message.subarray(0, half), { fin: false });
    socket.ping();
    socket.send(message.subarray(half), { fin: true });
    expect((await echoed).equals(message)).toBe(true);
  }
  socket.close();
  await new Promise((resolve) => socket.once('close', resolve));
});

test('carries the close code and its reason', async () => {
  const socket = await open();
  const closed = new Promise(
    (resolve) => void socket.once('close', (code, reason) => resolve([code, String(reason)])),
  );
  socket.send('close');
  expect(await closed).toEqual([4001, 'as asked']);
});

test('a hundred at once are let go of when they close', async () => {
  const sockets = await Promise.all(Array.from({ length: 100 }, open));
  expect(proxy.server.context.tunnels.size).toBe(100);
  for (const socket of sockets) socket.close();
  await expect.poll(() => proxy.server.context.tunnels.size).toBe(0);
  expect([...proxy.server.upstreams.all()][0]?.endpoints[0]?.active).toBe(0);
});

test('at the end of a drain both ends are told 1001, and one inside a frame is cut', async () => {
  const other = await startProxy(`monolith: { upstream: http://127.0.0.1:${origin.port} }`);
  const codes: number[] = [];
  const atServer: number[] = [];
  server.on('connection', (socket) => socket.on('close', (code) => void atServer.push(code)));
  const sockets = Array.from({ length: 3 }, () => new WebSocket(`ws://127.0.0.1:${other.port}/chat`));
  for (const socket of sockets) {
    socket.on('close', (code) => void codes.push(code)).on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
  }
  const [last] = [...server.clients].slice(-1);
  const inside = Reflect.get(last as object, '_socket') as { write: (bytes: Buffer) => void };
  inside.write(Buffer.from([0x82, 5, 1, 2]));
  sockets[0]?.send('hello');
  await new Promise((resolve) => sockets[0]?.once('message', resolve));
  await expect.poll(() => other.server.context.tunnels.size).toBe(3);
  other.server.cut();
  await expect.poll(() => codes.length).toBe(3);
  expect(codes.toSorted((a, b) => a - b)).toEqual([1001, 1001, 1006]);
  await expect.poll(() => atServer).toEqual([1001, 1001, 1001]);
  await other.stop();
});
