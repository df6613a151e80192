import { Writable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { ask, type LiveProxy, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';
import { accessLine } from './access-line.ts';
import { LogSink } from './log-sink.ts';
import { renderMetrics } from './prometheus.ts';
import { mergeSnapshots, takeSnapshot } from './snapshot.ts';
import { supervision } from '../../test/supervision.ts';

let origin: Origin;
let proxy: LiveProxy;
const lines: string[] = [];
afterEach(async () => {
  await proxy.stop();
  await origin.close();
});

async function start(routes = ''): Promise<void> {
  lines.length = 0;
  origin = await startOrigin((request, response) => {
    const status = Number(/status=(\d+)/u.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status).end();
  });
  proxy = await startProxy(`monolith: { upstream: http://127.0.0.1:${origin.port} }\n${routes}`);
  const { observe } = proxy.server.context;
  Object.assign(proxy.server.context, {
    observe: (exchange: Parameters<typeof observe>[0]) => {
      lines.push(accessLine(exchange, 0));
      observe(exchange);
    },
  });
}

test('the number of series does not grow with what clients send', async () => {
  await start();
  const methods = ['GET', 'PUT', 'PROPFIND', 'MKCOL', 'M-SEARCH', 'LOCK', 'REPORT'];
  for (let turn = 0; turn < 300; turn++) {
    const host = `h${turn}.test`;
    await ask(proxy.port, `/p${turn}?status=${200 + turn}`, {
      method: methods[turn % methods.length] as string,
      headers: { host },
    });
  }
  const text = renderMetrics(await takeSnapshot(proxy.server), supervision);
  expect(text).toMatch(/banyan_requests_total\{route="-",side="monolith",method="OTHER",code="2xx"\} \d+/u);
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length).toBeLessThan(80);
});

test('10,000 routes are rendered once each, and workers add up', async () => {
  await start();
  await ask(proxy.port, '/counted');
  await expect.poll(() => lines.length).toBe(1);
  for (let turn = 0; turn < 10_000; turn++) {
    proxy.server.stats.set(`r${turn}`, structuredCloneStats());
  }
  const snapshot = await takeSnapshot(proxy.server);
  const rendered = renderMetrics(snapshot, supervision).match(/^banyan_requests_total\{route="r\d+"/gmu);
  expect(rendered).toHaveLength(10_000);
  const both = mergeSnapshots([snapshot, snapshot, snapshot]);
  expect([both.workers, both.upstreams[0]?.endpoints.length, Object.keys(both.routes).length]).toEqual([
    3, 1, 10_001,
  ]);
});

function structuredCloneStats() {
  const [entry] = [...proxy.server.stats.values()];
  return entry as NonNullable<typeof entry>;
}

test.each([
  ['an encoded line break in the path', '/%0aFAKE', {}],
  ['quotes and a backslash', '/"\\x"', { 'user-agent': 'a"b\\c' }],
  ['bytes above 7F', '/', { 'user-agent': 'caf\u00e9' }],
])('a request is one line of JSON, with %s', async (_, path, headers) => {
  await start();
  await ask(proxy.port, path, { headers });
  await expect.poll(() => lines.length).toBe(1);
  expect(lines[0]).toMatch(/^[ -~]+\n$/u);
  expect(JSON.parse(lines[0] as string)).toMatchObject({ path, status: 200, route: '-', side: 'monolith' });
});

test('secrets of a request are not in its line', async () => {
  await start();
  const headers = { authorization: 'Bearer s3cret', cookie: 'sid=s3cret' };
  await ask(proxy.port, '/?token=s3cret', { headers });
  await expect.poll(() => lines.length).toBe(1);
  expect(lines.join('')).not.toContain('s3cret');
});

class Stuck extends Writable {
  override _write(): void {}
}

test('a sink that takes nothing costs lines, which are counted, and nothing else', async () => {
  await start();
  let clock = 0;
  const told: string[] = [];
  const sinkOf = (open: () => Writable): LogSink =>
    new LogSink({ open, report: (message) => told.push(message), now: () => clock });
  const sink = sinkOf(() => new Stuck());
  for (let turn = 0; turn < 100; turn++) sink.write(`${'x'.repeat(99_999)}\n`);
  expect(sink.dropped).toBeGreaterThan(40);
  const written: string[] = [];
  let full = true;
  const broken = sinkOf(
    () =>
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          if (!full) written.push(chunk.toString());
          done(full ? new Error('ENOSPC') : null);
        },
      }),
  );
  const write = async (line: string): Promise<void> => {
    broken.write(line);
    broken.flush();
    await new Promise((resolve) => setImmediate(resolve));
  };
  await write('a\n');
  await write('b\n');
  expect([broken.dropped, broken.failure]).toEqual([2, 'ENOSPC']);
  full = false;
  clock = 3000; // Then it is tried again.
  await write('c\n');
  await broken.close();
  expect([broken.dropped, broken.failure, written.join('')]).toEqual([2, '', 'c\n']);
  expect(told).toEqual([
    'the access log cannot be written, lines are lost: ENOSPC',
    'the access log is written again',
  ]);
});

test('lines come out whole and in their order, whatever their length', async () => {
  let text = '';
  const open = (): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        setImmediate(() => {
          text += chunk.toString();
          done();
        });
      },
    });
  const sink = new LogSink({ open, report: () => expect.unreachable(), now: () => 0 });
  const written = Array.from({ length: 120 }, (_, turn) => `${turn} ${'é€x'.repeat((turn * 7919) % 9000)}\n`);
  for (const line of written) sink.write(line);
  await sink.close();
  expect(text === written.join('')).toBe(true);
});
