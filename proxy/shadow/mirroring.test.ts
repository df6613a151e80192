import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { ask, type LiveProxy, named, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';
import type { ShadowCounts } from '../model/shadow-counts.ts';

let monolith: Origin;
let service: Origin;
let proxy: LiveProxy;
const heads: Record<string, Record<string, unknown>[]> = { monolith: [], service: [] };
afterEach(async () => {
  await proxy.stop();
  await Promise.all([monolith.close(), service.close()]);
});

interface Sides {
  readonly monolith?: RequestListener;
  readonly service?: RequestListener;
  /** In the route's `shadow:`. */
  readonly rule?: string;
  readonly route?: string;
}

function recorded(side: string, handler: RequestListener): RequestListener {
  return (request, response) => {
    heads[side]?.push({ method: request.method, url: request.url, ...request.headers });
    handler(request, response);
  };
}

async function start(sides: Sides = {}): Promise<void> {
  heads['monolith'] = [];
  heads['service'] = [];
  monolith = await startOrigin(recorded('monolith', sides.monolith ?? named('same')));
  service = await startOrigin(recorded('service', sides.service ?? named('same')));
  proxy = await startProxy(`monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: http://127.0.0.1:${service.port} } }
routes:
  - { id: r, match: { path: /r/* }, service: svc, ${sides.route ?? 'stage: shadow'}, shadow: { ${sides.rule ?? ''} } }
`);
}

const counts = (): ShadowCounts => proxy.server.stats.get('r')?.shadow.toPlain() as ShadowCounts;
async function done(compared: number): Promise<void> {
  await expect.poll(() => counts().compared, { timeout: 5000 }).toBe(compared);
}

test('the monolith answers, the service gets the same request, and equal answers are equal', async () => {
  await start();
  const { body, status } = await ask(proxy.port, '/r/1?a=1');
  expect([status, body]).toEqual([200, 'same GET /r/1?a=1']);
  await done(1);
  expect(counts()).toMatchObject({ mirrored: 1, compared: 1, diverged: 0, noisy: 0, repeated: 0 });
  expect(counts().statuses[2]).toBe(1);
  expect(heads['service']).toMatchObject([{ method: 'GET', url: '/r/1?a=1', 'x-banyan-shadow': 'r' }]);
});

test('what changes something is mirrored only on consent, with the same bytes', async () => {
  await start();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    await ask(proxy.port, '/r/1', { method, body: 'x' });
  await ask(proxy.port, '/r/last');
  await done(1);
  expect(service.seen).toEqual(['GET /r/last']);
  await proxy.stop();
  await Promise.all([monolith.close(), service.close()]);

  const bodies: string[] = [];
  await start({
    rule: 'unsafe: true',
    service: (request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        bodies.push(text);
        response.end(`same ${request.method} ${request.url}`);
      });
    },
  });
  await ask(proxy.port, '/r/1', { method: 'POST', body: 'a=1' });
  await ask(proxy.port, '/r/1', { method: 'PUT', body: 'b', headers: { 'transfer-encoding': 'chunked' } });
  await done(2);
  expect(bodies).toEqual(['a=1', 'b']);
  expect(heads['service']?.map((head) => head['content-length'])).toEqual(['3', '1']);
});

test('credentials are stripped, kept or replaced, and never reach the service unasked', async () => {
  const headers = {
    cookie: 'sid=1',
    authorization: 'Bearer a',
    'x-api-key': 'k',
    'x-auth-token': 't',
    accept: 'text/plain',
  };
  const fields = async (rule: string): Promise<unknown[]> => {
    await start({ rule });
    await ask(proxy.port, '/r/1', { headers: { ...headers, 'x-banyan-shadow': 'forged' } });
    await done(1);
    const [head = {}] = heads['service'] ?? [];
    expect(heads['monolith']?.[0]?.['x-banyan-shadow']).toBeUndefined();
    expect(head).toMatchObject({ accept: 'text/plain', 'x-banyan-shadow': 'r' });
    await proxy.stop();
    await Promise.all([monolith.close(), service.close()]);
    return ['cookie', 'authorization', 'x-api-key', 'x-auth-token'].map((name) => head[name]);
  };
  expect(await fields('')).toEqual([undefined, undefined, undefined, undefined]);
  expect(await fields('credentials: keep')).toEqual(['sid=1', 'Bearer a', 'k', 't']);
  process.env['SHADOW_TEST'] = 'Bearer staging';
  expect(await fields('credentials: { set: { authorization: { file: /etc/hostname } } }')).toEqual([
    undefined,
    expect.stringMatching(/\S/u),
    undefined,
    undefined,
  ]);
  await start();
});

test('a real difference is told, noise is not, whatever comes first', async () => {
  let turn = 0;
  const answer =
    (price: unknown): RequestListener =>
    (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ requestId: `r${++turn}`, at: new Date().toISOString(), items: [{ price }] }),
      );
    };
  await start({ monolith: answer(5), service: answer('5') });
  for (let index = 0; index < 5; index++) await ask(proxy.port, '/r/1');
  await done(5);
  expect(counts()).toMatchObject({ diverged: 5, noisy: 0 });
  const causes = proxy.found.flatMap(({ causes: found }) => found);
  expect(new Set(causes.map(({ cause }) => `${cause.path} ${cause.kind}`))).toContain(
    '$.items[*].price number ≠ string',
  );
  expect(counts().repeated).toBeLessThan(30);
  await proxy.stop();
  await Promise.all([monolith.close(), service.close()]);

  await start({ monolith: answer(5), service: answer(5) });
  await Promise.all(Array.from({ length: 30 }, async () => ask(proxy.port, '/r/1')));
  await done(30);
  expect(counts()).toMatchObject({ diverged: 0, noisy: 30 });
  expect(heads['monolith']?.filter((head) => head['x-banyan-repeat'] === '1').length).toBe(counts().repeated);
});

test('a service that is not there, breaks off or is silent differs, and the client never knows', async () => {
  await start({
    rule: 'timeout: 100ms',
    service: (request, response) => {
      if (request.url === '/r/cut') {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      } else if (request.url === '/r/bad') response.socket?.end('nonsense\r\n\r\n');
    },
  });
  for (const path of ['/r/cut', '/r/bad', '/r/silent']) {
    expect((await ask(proxy.port, path)).body).toBe(`same GET ${path}`);
  }
  await done(3);
  const kinds = proxy.found.flatMap(({ causes }) =>
    causes.map(({ cause }) => `${cause.part}: ${cause.kind}`),
  );
  expect(kinds.toSorted()).toEqual(['answer: cut off', 'answer: malformed', 'answer: none in time']);
  expect(counts()).toMatchObject({ diverged: 3, statuses: [3, 0, 0, 0, 0, 0] });
  await service.close();
  const askAgain = async (): Promise<number> => {
    await ask(proxy.port, '/r/1');
    return counts().dropped.breaker;
  };
  await expect.poll(askAgain, { timeout: 5000 }).toBeGreaterThan(0); // Copies that are on their way still fail.
});

test('what is too large is not mirrored, and what the client did not get is not compared', async () => {
  await start({
    rule: 'maxBody: 1kb, unsafe: true',
    monolith: (request, response) => {
      if (request.url === '/r/cut') {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      } else
        request.resume().on('end', () => response.end(request.url === '/r/big' ? 'x'.repeat(2000) : 'ok'));
    },
    service: (request, response) => {
      if (request.url === '/r/flood') {
        const flood = (): void => {
          while (response.write('y'.repeat(65_536)));
        };
        response.on('drain', flood);
        flood();
      } else response.end('ok');
    },
  });
  await ask(proxy.port, '/r/big');
  await ask(proxy.port, '/r/up', { method: 'POST', body: 'x'.repeat(2000) });
  await ask(proxy.port, '/r/up', {
    method: 'POST',
    body: 'x'.repeat(2000),
    headers: { 'transfer-encoding': 'chunked' },
  });
  await expect(ask(proxy.port, '/r/cut')).rejects.toThrow(/aborted|hang up|ECONNRESET/u);
  await ask(proxy.port, '/r/flood');
  await expect.poll(() => counts().compared, { timeout: 5000 }).toBe(1);
  expect(counts()).toMatchObject({ diverged: 1, mirrored: 1, dropped: { unanswered: 1, 'too-large': 3 } });
  expect(service.seen).toEqual(['GET /r/flood']);
});

test('share, rate and concurrency are kept, and what is over is counted', async () => {
  await start({ rule: 'percent: 0' });
  await ask(proxy.port, '/r/1');
  proxy.replan(planWith('rate: 3'));
  await Promise.all(Array.from({ length: 10 }, async () => ask(proxy.port, '/r/1')));
  await done(3);
  expect(counts().dropped.rate).toBe(7);
  proxy.replan(planWith('percent: 30'));
  await Promise.all(Array.from({ length: 200 }, async () => ask(proxy.port, '/r/1')));
  await expect.poll(() => counts().compared, { timeout: 5000 }).toBeGreaterThan(30);
  expect(counts().mirrored).toBeLessThan(100);
});

test('a slow service is asked no more than so much at once', async () => {
  const held: (() => void)[] = [];
  await start({ rule: 'concurrent: 2', service: (_, response) => void held.push(() => response.end('x')) });
  for (let index = 0; index < 16; index++) await ask(proxy.port, '/r/1');
  await expect.poll(() => counts().dropped.busy, { timeout: 5000 }).toBe(6);
  for (let turn = 0; turn < 5; turn++) {
    await expect.poll(() => held.length, { timeout: 5000 }).toBe(2);
    for (const release of held.splice(0)) release();
  }
  await done(10);
});

test('a canary mirrors what the monolith answers, where the plan has a section for it', async () => {
  await start({ route: 'stage: canary, canary: { percent: 0 }' });
  await ask(proxy.port, '/r/1');
  await done(1);
  proxy.replan(planWith('', 'canary, canary: { percent: 100 }'));
  await ask(proxy.port, '/r/2');
  proxy.replan(planWith('', 'live'));
  await ask(proxy.port, '/r/3');
  expect(heads['service']?.filter((head) => 'x-banyan-shadow' in head)).toHaveLength(1);
});

function planWith(rule: string, stage = 'shadow'): string {
  return `monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: http://127.0.0.1:${service.port} } }
routes:
  - { id: r, match: { path: /r/* }, service: svc, stage: ${stage}, shadow: { ${rule} } }
`;
}
