import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DashboardHouse, startDashboard } from './dashboard-house.ts';
import { ask, type Asking, named, type Origin, startOrigin } from './live-proxy.ts';

const TOKEN = 'correct-horse-battery-staple-4711';
let origin: Origin;
let house: DashboardHouse;
let log: string;

beforeAll(async () => {
  origin = await startOrigin(named('monolith'));
  house = await startDashboard(planOf(), TOKEN);
  log = join(house.folder, 'access.log');
});
afterAll(async () => {
  await house.stop();
  await origin.close();
});

function planOf(): string {
  return `monolith: { upstream: http://127.0.0.1:${origin.port} }
services: { orders: { upstream: http://127.0.0.1:${origin.port} } }
routes: [ { id: orders, match: { path: "/orders/*" }, service: orders, stage: monolith } ]
proxy: { accessLog: access.log }
`;
}

const bearer = { authorization: `Bearer ${TOKEN}` };

/** Everything that an operator, a shipper of logs or a page can read of this proxy. */
async function everythingShown(): Promise<string> {
  const paths = [
    '/',
    '/metrics',
    '/api/routes',
    '/api/routes/orders',
    '/api/divergences',
    '/api/audit',
    '/healthz',
  ];
  const answers = await Promise.all(paths.map((path) => ask(house.adminPort, path, { headers: bearer })));
  return [
    ...answers.map(({ headers, body }) => JSON.stringify(headers) + body),
    await firstEvents(),
    ...filesIn(house.folder),
  ].join('\n');
}

function firstEvents(): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(house.adminPort, '127.0.0.1', () => {
      socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (piece: string) => {
      text += piece;
      if (!text.includes('event: tick')) return;
      socket.destroy();
      resolve(text);
    });
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'));
}

const PLACES = [
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  'x-csrf-token',
  'query',
  'body',
  'referer',
] as const;

function carrying(place: (typeof PLACES)[number], secret: string): readonly [string, Asking] {
  if (place === 'query') return [`/orders/7?access_token=${secret}&x=1`, {}];
  if (place === 'body') return ['/orders/7', { method: 'POST', body: JSON.stringify({ password: secret }) }];
  const value = {
    cookie: `sid=${secret}`,
    referer: `http://shop.test/?token=${secret}`,
    authorization: `Bearer ${secret}`,
  };
  return ['/orders/7', { headers: { [place]: value[place as keyof typeof value] ?? secret } }];
}

test('secrets of requests are in no log, no file, no metric, no event and no page, wherever they were planted', async () => {
  let asked = 0;
  const secret = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/u);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...PLACES), secret), { minLength: 4, maxLength: 12 }),
      async (planted) => {
        for (const [place, value] of planted) {
          const [path, asking] = carrying(place, value);
          await ask(house.proxyPort, path, asking);
        }
        asked += planted.length;
        await expect.poll(() => readFileSync(log, 'utf8').split('\n').length - 1).toBe(asked);
        const shown = await everythingShown();
        for (const [, value] of planted) expect(shown).not.toContain(value);
        expect(shown).not.toContain(TOKEN);
      },
    ),
    { numRuns: 5 },
  );
});

test.each([
  ['/api/events', {}, 401],
  ['/api/events', { authorization: 'Bearer wrong' }, 401],
  ['/api/events', { ...bearer, host: 'evil.test' }, 403],
  ['/api/events', { ...bearer, origin: 'http://evil.test' }, 403],
  ['/api/events', { ...bearer, 'sec-fetch-site': 'cross-site' }, 403],
  ['/api/audit', { ...bearer, host: 'evil.test:9901' }, 403],
  ['/api/divergences', {}, 401],
  ['/', { host: 'evil.test' }, 403],
  ['/', { host: '127.0.0.1.evil.test' }, 403],
  ['/', {}, 200],
])('GET %s with %j is answered %i', async (path, headers, status) => {
  const answer = await ask(house.adminPort, path, { headers: headers as Record<string, string> });

  expect(answer.status).toBe(status);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test('two Host lines are refused, whichever comes first', async () => {
  expect(await rawAnswer(['Host: 127.0.0.1', 'Host: evil.test', `Authorization: Bearer ${TOKEN}`])).toMatch(
    /^HTTP\/1\.1 40[03] /u,
  );
});

test('two Authorization lines are no token, whichever is right', async () => {
  const lines = [`Authorization: Bearer ${TOKEN}`, 'Authorization: Bearer wrong'];
  for (const two of [lines, lines.toReversed(), [lines[0] ?? '', lines[0] ?? '']]) {
    expect(await rawAnswer(['Host: 127.0.0.1', ...two])).toMatch(/^HTTP\/1\.1 401 /u);
  }
});

/** What the admin answers to `GET /api/routes` with just these lines. */
async function rawAnswer(lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(house.adminPort, '127.0.0.1', () => {
      socket.write(`GET /api/routes HTTP/1.1\r\n${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
    });
    socket
      .setEncoding('utf8')
      .on('data', (piece: string) => (text += piece))
      .on('close', () => resolve(text));
  });
}

test('the page may be framed by nobody, runs its own script alone, and says nothing without the token', async () => {
  const { headers, body } = await ask(house.adminPort, '/');
  const policy = String(headers['content-security-policy']);

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'sha256-[\w+/=]{44}';/u);
  expect(policy).not.toMatch(/unsafe|\*/u);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
  expect(body).not.toMatch(/orders|127\.0\.0\.1/u);
});

test('the dashboard is not on the port of the clients', async () => {
  const { body } = await ask(house.proxyPort, '/api/events');

  expect(body).toBe('monolith GET /api/events');
});

// The comparison is of hashes by timingSafeEqual. This looks for a difference that a network could carry; a machine with
// other work is too noisy for more.
test('a token whose first letter is wrong takes as long as one whose last is', async () => {
  const first = `x${TOKEN.slice(1)}`;
  const last = `${TOKEN.slice(0, -1)}x`;
  const times: Record<string, number[]> = { first: [], last: [] };
  for (let round = 0; round < 300; round++) {
    for (const [name, token] of [
      ['first', first],
      ['last', last],
    ] as const) {
      const started = performance.now();
      await ask(house.adminPort, '/api/routes', { headers: { authorization: `Bearer ${token}` } });
      times[name]?.push(performance.now() - started);
    }
  }

  expect(Math.abs(rankSumZ(times['first'] ?? [], times['last'] ?? []))).toBeLessThan(4);
});

/** The Mann-Whitney statistic as a normal deviate. */
function rankSumZ(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => ({ value, mine: true })),
    ...other.map((value) => ({ value, mine: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  const ranks = all.reduce((sum, { mine }, rank) => (mine ? sum + rank + 1 : sum), 0);
  const [n, m] = [one.length, other.length];
  const u = ranks - (n * (n + 1)) / 2;
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}
