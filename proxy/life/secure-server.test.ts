import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { createServer as createHttpsServer, request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type LiveProxy, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-tls-'));
const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
const certificates = (name: string): string => `test/certificates/${name}`;
let origin: Origin;
let proxy: LiveProxy;

function use(name: 'first' | 'second'): void {
  copyFileSync(certificates(`${name}.cert.pem`), cert);
  copyFileSync(certificates(`${name}.key.pem`), key);
}

beforeAll(async () => {
  use('first');
  origin = await startOrigin((request, response) => {
    if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '100' }).write('hello');
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
      return;
    }
    if (request.url === '/large') {
      response.end(Buffer.alloc(5_000_000, 'x'));
      return;
    }
    let bytes = 0;
    request.on('data', (piece: Buffer) => (bytes += piece.length));
    request.on('end', () => {
      response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], connection: 'close' });
      response.end(JSON.stringify({ ...request.headers, method: request.method, bytes }));
    });
  });
  proxy = await startProxy(
    `monolith: { upstream: http://127.0.0.1:${origin.port} }\nproxy: { listen: { address: 127.0.0.1:0, tls: { cert: ${cert}, key: ${key} } } }`,
  );
});
afterAll(async () => {
  await proxy.stop();
  await origin.close();
  rmSync(folder, { recursive: true });
});

test('speaks HTTP/2 where the client offers it, many streams at once', async () => {
  const session = connectHttp2(`https://127.0.0.1:${proxy.port}`, { rejectUnauthorized: false });
  const answers = await Promise.all(
    Array.from(
      { length: 50 },
      (_, turn) =>
        new Promise<{ headers: Record<string, unknown>; body: string }>((resolve, reject) => {
          const body = 'x'.repeat(turn * 1000);
          const stream = session.request(
            { ':path': `/${turn}`, ':method': turn % 2 ? 'POST' : 'GET' },
            { endStream: turn % 2 === 0 },
          );
          let text = '';
          let fields = {};
          stream.on('response', (headers) => (fields = headers));
          stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
          stream.on('end', () => resolve({ headers: fields, body: text })).on('error', reject);
          if (turn % 2) stream.end(body);
        }),
    ),
  );
  session.close();
  for (const [turn, { headers, body }] of answers.entries()) {
    expect(headers).toMatchObject({ ':status': 200, 'set-cookie': ['a=1', 'b=2'] });
    expect(headers['connection']).toBeUndefined();
    expect(JSON.parse(body)).toMatchObject({
      'x-forwarded-proto': 'https',
      'x-forwarded-host': `127.0.0.1:${proxy.port}`,
      method: turn % 2 ? 'POST' : 'GET',
      bytes: turn % 2 ? turn * 1000 : 0,
    });
  }
});

test.skipIf(spawnSync('h2load', ['--version']).error !== undefined)(
  "nghttp2's load generator: thousands of streams on few connections, every one answered",
  async () => {
    const flags = ['-n', '4000', '-c', '8', '-m', '50', `https://127.0.0.1:${proxy.port}/`];
    const load = spawn('h2load', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    for await (const piece of load.stdout) text += String(piece);
    expect(text).toContain('4000 succeeded, 0 failed, 0 errored, 0 timeout');
    expect(text).toContain('status codes: 4000 2xx');
  },
);

test('an answer that is cut resets its own stream, and a slow reader gets all of a large one', async () => {
  const session = connectHttp2(`https://127.0.0.1:${proxy.port}`, { rejectUnauthorized: false });
  const bytesOf = async (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      let bytes = 0;
      const stream = session.request({ ':path': path });
      stream.on('data', (piece: Buffer) => {
        bytes += piece.length;
        stream.pause();
        setImmediate(() => stream.resume());
      });
      stream.on('end', () => resolve(bytes));
      stream.on('error', reject);
      stream.on('close', () => reject(new Error(`closed with ${stream.rstCode} after ${bytes}`)));
    });
  const [large, cut] = await Promise.allSettled([bytesOf('/large'), bytesOf('/cut')]);
  expect(large).toEqual({ status: 'fulfilled', value: 5_000_000 });
  expect(cut.status).toBe('rejected');
  expect(await bytesOf('/large')).toBe(5_000_000);
  session.close();
});

test('speaks HTTP/1.1 over TLS where it does not', async () => {
  const options = { host: '127.0.0.1', port: proxy.port, path: '/', rejectUnauthorized: false, agent: false };
  const body = await new Promise<string>((resolve, reject) => {
    requestHttps(options, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  expect(JSON.parse(body)).toMatchObject({ 'x-forwarded-proto': 'https', via: '1.1 banyan-test' });
});

test('a version that a client only claims is refused, over TLS and without', async () => {
  const plain = await startProxy(`monolith: { upstream: http://127.0.0.1:${origin.port} }`);
  const socket = connectTls({
    port: proxy.port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  socket.write('GET / HTTP/2.0\r\nHost: a\r\n\r\n');
  let text = '';
  for await (const piece of socket) text += String(piece);
  expect(text).toMatch(/^HTTP\/1\.1 505 /u);
  expect((await ask(plain.port, '/')).status).toBe(200);
  await plain.stop();
});

test('takes a renewed certificate for new connections, and keeps it where the next is broken', async () => {
  expect(await nameOf()).toBe('first');
  use('second');
  await expect.poll(nameOf, { timeout: 8000, interval: 200 }).toBe('second');
  copyFileSync(certificates('first.key.pem'), key);
  expect(await nameOf()).toBe('second');
  use('second');
});

test('a key of another certificate is told at the start', async () => {
  const other = certificates('second.key.pem');
  const plan = `monolith: { upstream: http://127.0.0.1:1 }\nproxy: { listen: { address: 127.0.0.1:0, tls: { cert: ${process.cwd()}/${certificates('first.cert.pem')}, key: ${process.cwd()}/${other} } } }`;
  await expect(startProxy(plan)).rejects.toMatchObject({ code: 'BAD_CERTIFICATE' });
});

test('verifies the certificate of an https upstream', async () => {
  const server = createHttpsServer(
    { cert: readFileSync(certificates('first.cert.pem')), key: readFileSync(certificates('first.key.pem')) },
    (_, response) => response.end('secure'),
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const upstream = (ca: string): string =>
    `monolith: { upstream: { addresses: "https://127.0.0.1:${port}"${ca} } }`;
  const trusting = await startProxy(
    upstream(`, tls: { ca: ${process.cwd()}/${certificates('first.cert.pem')} }`),
  );
  expect((await ask(trusting.port, '/')).body).toBe('secure');
  const doubting = await startProxy(upstream(''));
  const refused = await ask(doubting.port, '/');
  expect([refused.status, refused.body]).toEqual([502, expect.stringContaining('SELF_SIGNED')]);
  const named = `, tls: { ca: ${process.cwd()}/${certificates('first.cert.pem')}, serverName: other.test }`;
  const mismatched = await startProxy(upstream(named));
  const other = await ask(mismatched.port, '/');
  expect([other.status, other.body]).toEqual([502, expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID')]);
  await trusting.stop();
  await doubting.stop();
  await mismatched.stop();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

/** Whose certificate a new connection is shown. */
async function nameOf(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port: proxy.port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subject.CN);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
