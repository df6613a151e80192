import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { TrafficSummary } from '../../proxy/index.ts';
import { runCli } from '../../test/run-cli.ts';
import { temporaryFolder } from '../../test/temporary-repository.ts';
import { parseCommon } from './parse-common.ts';
import { parseJsonLine } from './parse-json-line.ts';
import { parseOtlp } from './parse-otlp.ts';

const span = (attributes: Record<string, string | number>, more = {}) => ({
  traceId: 'abc',
  kind: 2,
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000000020000000',
  attributes: Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  })),
  ...more,
});
const exported = (...spans: readonly object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

test.each([
  [
    'common',
    '203.0.113.9 - ada [10/Oct/2025:13:55:36 -0700] "GET /orders/7?x=1 HTTP/1.1" 200 2326',
    { method: 'GET', path: '/orders/7', status: 200, ms: Number.NaN, at: Date.UTC(2025, 9, 10, 20, 55, 36) },
  ],
  [
    'combined with the time taken',
    '::1 - - [10/Oct/2025:13:55:36 +0000] "POST https://shop.test/orders HTTP/2.0" 503 - "-" "curl/8" 0.125',
    { method: 'POST', path: '/orders', status: 503, ms: 125 },
  ],
])('reads %s', (_, text, expected) => expect(parseCommon(text)).toMatchObject(expected));

test.each([
  '',
  'hello',
  '1.2.3.4 - - [x] "GET" 200 1',
  '1.2.3.4 - - [99/Foo/2025:13:55:36 -0700] "GET / HTTP/1.1" 200 1',
])('reads no request in %j', (line) => expect(parseCommon(line)).toBeUndefined());

test.each([
  [
    'ours',
    { time: '2025-01-01T00:00:00.000Z', client: '::1', method: 'GET', path: '/a', status: 200, ms: 3.5 },
    3.5,
  ],
  [
    'nginx',
    {
      remote_addr: '1.2.3.4',
      request_method: 'GET',
      request_uri: '/a?b',
      status: '200',
      request_time: '0.0035',
    },
    3.5,
  ],
  [
    'Caddy',
    { ts: 1735689600.5, request: { remote_ip: '1.2.3.4', method: 'GET', uri: '/a' }, status: 200 },
    Number.NaN,
  ],
  [
    'pino-http',
    { time: 1735689600500, req: { method: 'GET', url: '/a' }, res: { statusCode: 200 }, responseTime: 3.5 },
    3.5,
  ],
  [
    'Traefik',
    { RequestMethod: 'GET', RequestPath: '/a', DownstreamStatus: 200, Duration: 3_500_000, ClientHost: 'x' },
    3.5,
  ],
])('reads the JSON of %s', (_, record, ms) => {
  expect(parseJsonLine(JSON.stringify(record))).toMatchObject({ method: 'GET', path: '/a', status: 200, ms });
});

test.each([
  '',
  '[]',
  'null',
  '{}',
  '{"method":"GET"}',
  '{"method":"GET","path":{"__proto__":1}}',
  '{"path":"/a"}',
])('reads no request in the JSON %s', (text) => expect(parseJsonLine(text)).toBeUndefined());

test('reads server spans by new and old names, and routes as templates', () => {
  const seen = parseOtlp(
    JSON.stringify(
      exported(
        span({
          'http.request.method': 'GET',
          'http.route': '/orders/{orderId}',
          'http.response.status_code': 200,
        }),
        span({ 'http.method': 'POST', 'http.target': '/orders?x=1', 'http.status_code': 500 }),
        span({ 'http.request.method': 'GET', 'url.path': '/client' }, { kind: 3 }),
        span({ 'db.system': 'postgresql' }),
        {},
      ),
    ),
  );

  expect(seen).toMatchObject([
    { method: 'GET', path: '/orders/:id', isTemplate: true, status: 200, ms: 20 },
    { method: 'POST', path: '/orders', isTemplate: false, status: 500 },
  ]);
});

const line = (path: string) => `1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET ${path} HTTP/1.1" 200 1`;

test('imports files of every kind, and says what it left out', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.log'), [line('/orders/1'), 'broken', line('/orders/2'), ''].join('\n'));
  writeFileSync(
    join(folder, 'b.log.gz'),
    gzipSync(`{"method":"GET","path":"/users/me","status":200}\r\n`.repeat(3)),
  );
  writeFileSync(
    join(folder, 'c.json'),
    JSON.stringify(exported(span({ 'http.method': 'GET', 'http.target': '/c' })), undefined, 2),
  );

  const run = await runCli(folder, ['traffic', 'import', 'a.log', 'b.log.gz', 'c.json']);

  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain('a.log: common, 3 lines, 1 left out, 2 requests, 1 endpoints');
  expect(run.stdout).toContain('b.log.gz: json, 3 lines, 3 requests, 1 endpoints');
  expect(run.stdout).toContain('c.json: otlp');
  const { endpoints } = JSON.parse(
    readFileSync(join(folder, '.banyan/traffic/import-a.log.json'), 'utf8'),
  ) as TrafficSummary;
  expect(endpoints).toMatchObject([{ method: 'GET', path: '/orders/:id', requests: 2 }]);
});

test.each([
  ['a file that is not there', ['nothing.log'], 'Cannot read'],
  ['a file without a request', ['empty.log'], 'holds no request'],
  ['a folder', ['folder'], 'Cannot read'],
  ['an unknown format', ['empty.log', '--format', 'w3c'], 'There is no format'],
])('refuses %s', async (_, argv, message) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'empty.log'), 'nothing\nof interest\n');
  mkdirSync(join(folder, 'folder'));

  const run = await runCli(folder, ['traffic', 'import', ...argv]);

  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining(message)]);
});
