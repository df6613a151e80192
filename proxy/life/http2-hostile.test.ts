import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  answerOn,
  asked,
  type Client,
  CONTINUATION,
  DATA,
  dial as dialPort,
  END_HEADERS,
  END_STREAM,
  ended,
  fields,
  frame,
  HEADERS,
  PING,
  PSEUDO,
  RST_STREAM,
  SETTINGS,
  ACK,
  statusOf,
  WINDOW_UPDATE,
} from '../../test/http2-frames.ts';
import { named, type LiveProxy, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-h2-'));
const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
const open: Client[] = [];
let origin: Origin;
let proxy: LiveProxy;
let lastHeaders: Record<string, unknown> = {};

beforeAll(async () => {
  copyFileSync('test/certificates/first.cert.pem', cert);
  copyFileSync('test/certificates/first.key.pem', key);
  origin = await startOrigin((request, response) => {
    lastHeaders = request.headers;
    // Never answered: what a reset client leaves behind must be taken back.
    if (request.url !== '/never') named('monolith')(request, response);
  });
  proxy = await startProxy(
    `monolith: { upstream: http://127.0.0.1:${origin.port} }\nproxy: { listen: { address: 127.0.0.1:0, tls: { cert: ${cert}, key: ${key} } } }`,
  );
});
afterEach(async () => {
  for (const client of open.splice(0)) client.destroy();
  await othersAreServed();
});
afterAll(async () => {
  for (const client of open.splice(0)) client.destroy();
  await proxy.stop();
  await origin.close();
  rmSync(folder, { recursive: true });
});

/** Whatever one client did: others are served, and nothing is left behind. */
async function othersAreServed(): Promise<void> {
  expect(await statusOf(await dial(), 1)).toBe(200);
  await expect.poll(() => proxy.server.context.inFlight, { timeout: 5000 }).toBe(0);
}

async function dial(): Promise<Client> {
  const client = await dialPort(proxy.port);
  open.push(client);
  return client;
}

/** Sends in bursts, with a turn of the event loop between them, until the server has had enough or all is sent. */
async function flood(client: Client, burst: (turn: number) => Buffer, turns: number): Promise<void> {
  for (let turn = 0; turn < turns && !ended(client); turn++) {
    client.send(burst(turn));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('frames that are well made are answered, the header section in pieces too', async () => {
  const client = await dial();
  expect(await statusOf(client, 1)).toBe(200);
  const block = asked('/pieces', ['x-long', 'x'.repeat(3000)]);
  client.send(
    frame(HEADERS, END_STREAM, 3, block.subarray(0, 100)),
    frame(CONTINUATION, 0, 3, block.subarray(100, 2000)),
    frame(CONTINUATION, END_HEADERS, 3, block.subarray(2000)),
  );
  expect(await answerOn(client, 3)).toBe(200);
});

/** A hundred requests, each taken back at once. */
function askedAndReset(turn: number): Buffer {
  return Buffer.concat(
    Array.from({ length: 100 }, (_, index) => {
      const stream = 1 + 2 * (turn * 100 + index);
      return Buffer.concat([
        frame(HEADERS, END_HEADERS | END_STREAM, stream, asked('/never')),
        frame(RST_STREAM, 0, stream, Buffer.from([0, 0, 0, 8])),
      ]);
    }),
  );
}

test('rapid reset (CVE-2023-44487): the connection is ended, and the upstream works on nothing', async () => {
  const client = await dial();
  const before = origin.seen.length;
  await flood(client, askedAndReset, 200);
  await expect.poll(() => ended(client), { timeout: 5000 }).toBe(true);
  expect(origin.seen.length - before).toBeLessThan(5000);
});

test('CONTINUATION flood (CVE-2024-27316, CVE-2024-28182): the connection is ended within a few MiB', async () => {
  const client = await dial();
  const before = process.memoryUsage.rss();
  client.send(frame(HEADERS, END_STREAM, 1, asked('/')));
  const piece = frame(
    CONTINUATION,
    0,
    1,
    fields(...Array.from({ length: 15 }, () => ['x-a', 'y'.repeat(1000)] as const)),
  );
  await flood(client, () => piece, 2000);
  await expect.poll(() => ended(client), { timeout: 5000 }).toBe(true);
  expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(64);
});

test('empty CONTINUATION frames without end are ended too', async () => {
  const client = await dial();
  client.send(frame(HEADERS, END_STREAM, 1, asked('/')));
  const burst = Buffer.concat(Array.from({ length: 100 }, () => frame(CONTINUATION, 0, 1)));
  await flood(client, () => burst, 500);
  await expect.poll(() => ended(client), { timeout: 5000 }).toBe(true);
});

test.each([
  ['settings (CVE-2019-9515)', frame(SETTINGS, 0, 0)],
  ['pings (CVE-2019-9512)', frame(PING, 0, 0, Buffer.alloc(8))],
  ['settings that are acknowledged', frame(SETTINGS, ACK, 0)],
  ['empty data (CVE-2019-9518)', frame(DATA, 0, 1)],
  ['unknown frames', frame(0xee, 0, 0, Buffer.alloc(16))],
])('a flood of %s grows no memory and stops nobody', async (_, one) => {
  const client = await dial();
  client.send(frame(HEADERS, END_HEADERS, 1, asked('/', ['content-length', '1'])));
  const before = process.memoryUsage.rss();
  const burst = Buffer.concat(Array.from({ length: 500 }, () => one));
  await flood(client, () => burst, 200);
  expect(await statusOf(await dial(), 1)).toBe(200);
  expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(64);
});

test('a header list over the limit is refused, and the connection or the next stream goes on', async () => {
  const client = await dial();
  const before = origin.seen.length;
  const large = asked('/', ...Array.from({ length: 60 }, (_, at) => [`x-${at}`, 'y'.repeat(1000)] as const));
  const pieces: Buffer[] = [];
  for (let at = 0; at < large.length; at += 16_000) pieces.push(large.subarray(at, at + 16_000));
  client.send(
    ...pieces.map((piece, index) =>
      frame(
        index === 0 ? HEADERS : CONTINUATION,
        (index === 0 ? END_STREAM : 0) | (index === pieces.length - 1 ? END_HEADERS : 0),
        1,
        piece,
      ),
    ),
  );
  expect([0, 431]).toContain(await answerOn(client, 1));
  expect(origin.seen.slice(before)).toEqual([]);
});

test('more fields than the limit are refused, and never cut', async () => {
  const before = origin.seen.length;
  const many = asked('/many', ...Array.from({ length: 300 }, (_, at) => [`x-${at}`, '1'] as const));
  expect([0, 431]).toContain(await statusOf(await dial(), 1, many));
  expect(origin.seen.slice(before)).toEqual([]);
});

test.each<[string, readonly (readonly [string, string])[]]>([
  ['a pseudo field behind others', [...PSEUDO.slice(0, 3), ['x-a', '1'], [':path', '/']]],
  ['a pseudo field twice', [...PSEUDO, [':path', '/other']]],
  ['no path', PSEUDO.slice(0, 3)],
  ['no method', PSEUDO.slice(1)],
  ['an empty path', [...PSEUDO.slice(0, 3), [':path', '']]],
  ['an unknown pseudo field', [...PSEUDO, [':proto', 'x']]],
  ['a pseudo field of answers', [...PSEUDO, [':status', '200']]],
  ['Connection', [...PSEUDO, ['connection', 'keep-alive']]],
  ['Keep-Alive', [...PSEUDO, ['keep-alive', 'timeout=5']]],
  ['Proxy-Connection', [...PSEUDO, ['proxy-connection', 'close']]],
  ['Transfer-Encoding', [...PSEUDO, ['transfer-encoding', 'chunked']]],
  ['Upgrade', [...PSEUDO, ['upgrade', 'websocket']]],
  ['TE other than trailers', [...PSEUDO, ['te', 'gzip']]],
  ['capitals in a name', [...PSEUDO, ['X-Capital', '1']]],
  ['a line break in the path', [...PSEUDO.slice(0, 3), [':path', '/ HTTP/1.1\r\nx: y']]],
  ['a space in the path', [...PSEUDO.slice(0, 3), [':path', '/ HTTP/1.1']]],
  ['a line break in the method', [[':method', 'GET / HTTP/1.1\r\nx:'], ...PSEUDO.slice(1)]],
  ['two lengths', [...PSEUDO, ['content-length', '1'], ['content-length', '2']]],
  ['a length that is none', [...PSEUDO, ['content-length', '+1']]],
  ['an authority that names no host', [...PSEUDO.slice(0, 2), [':authority', 'a b'], [':path', '/']]],
  ['an authority with a user', [...PSEUDO.slice(0, 2), [':authority', 'u@a.test'], [':path', '/']]],
  ['neither authority nor Host', [...PSEUDO.slice(0, 2), [':path', '/']]],
  ['Host beside another authority', [...PSEUDO, ['host', 'other.test']]],
])('malformed (RFC 9113 §8): %s is not served', async (_, list) => {
  const before = origin.seen.length;
  const status = await statusOf(await dial(), 1, fields(...list));
  expect([0, 400]).toContain(status);
  expect(origin.seen.slice(before)).toEqual([]);
});

// Node's HTTP/2 drops such a field before anybody can see it.
test.each([
  ['a space in a name', 'x a', '1'],
  ['a line break in a value', 'x-a', '1\r\nx-b: 2'],
  ['a NUL in a value', 'x-a', '1\0'],
])('%s: nothing of the field reaches the upstream', async (_, name, value) => {
  const status = await statusOf(await dial(), 1, asked('/', [name, value], ['x-kept', '1']));
  expect([0, 200, 400]).toContain(status);
  expect(Object.keys(lastHeaders).filter((field) => /^x[ -][ab]$/u.test(field))).toEqual([]);
});

test.each([
  ['more data than announced', '2', 'three'],
  ['less data than announced', '9', 'three'],
])('%s: the request reaches nobody as a whole one', async (_, length, data) => {
  const client = await dial();
  const block = fields([':method', 'POST'], ...PSEUDO.slice(1), ['content-length', length]);
  client.send(frame(HEADERS, END_HEADERS, 1, block), frame(DATA, END_STREAM, 1, Buffer.from(data)));
  expect([0, 400]).toContain(await answerOn(client, 1));
});

test.each([
  ['of the connection', 0],
  ['of a stream', 1],
])('WINDOW_UPDATE beyond 2^31-1 %s ends it', async (_, stream) => {
  const client = await dial();
  client.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, asked('/never')));
  const most = Buffer.from([0x7f, 0xff, 0xff, 0xff]);
  client.send(frame(WINDOW_UPDATE, 0, stream, most), frame(WINDOW_UPDATE, 0, stream, most));
  const gone = (): boolean =>
    ended(client) || client.frames.some(({ type, stream: of }) => type === RST_STREAM && of === stream);
  await expect.poll(gone, { timeout: 5000 }).toBe(true);
});

test('data on a stream that is not open, and a frame longer than agreed, end the connection', async () => {
  const [idle, long] = [await dial(), await dial()];
  idle.send(frame(DATA, END_STREAM, 5, Buffer.from('x')));
  long.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, Buffer.alloc(70_000)));
  await expect.poll(() => ended(idle) && ended(long), { timeout: 5000 }).toBe(true);
});
