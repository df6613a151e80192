import { gzipSync } from 'node:zlib';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, type LiveProxy, type Origin, startOrigin, startProxy } from '../../test/live-proxy.ts';
import { type Case, type Made, NOISE, PLANTED } from '../../test/planted-answers.ts';
import { DivergenceBook } from './record/divergence-book.ts';

const ASKED = 12;
const CASES = [
  ...PLANTED.map((one) => [`p-${one[0]}`, ...one.slice(1)]),
  ...NOISE.map((one) => [`n-${one[0]}`, ...one.slice(1)]),
] as unknown as readonly Case[];
const book = new DivergenceBook();
let monolith: Origin;
let service: Origin;
let proxy: LiveProxy;

beforeAll(async () => {
  monolith = await startOrigin(answering(1));
  service = await startOrigin(answering(2));
  const routes = CASES.map(
    ([name]) =>
      `  - { id: ${name}, match: { path: /${name}/* }, service: svc, stage: shadow, shadow: { timeout: 400ms, headers: [cache-control] } }`,
  );
  proxy = await startProxy(`monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: http://127.0.0.1:${service.port} } }
proxy: { breaker: { failures: 1000 } }
routes:
${routes.join('\n')}
`);
  for (let round = 0; round < ASKED; round++) {
    await Promise.all(CASES.map(async ([name]) => ask(proxy.port, `/${name}/${round}`)));
  }
  await vi.waitUntil(() => judged() === CASES.length * ASKED, { timeout: 60_000, interval: 50 });
  book.add(proxy.found, '2026-01-01T00:00:00.000Z');
}, 90_000);
afterAll(async () => {
  await proxy.stop();
  await Promise.all([monolith.close(), service.close()]);
});

function judged(): number {
  return CASES.reduce((sum, [name]) => sum + (proxy.server.stats.get(name)?.shadow.compared ?? 0), 0);
}

function answering(side: 1 | 2): RequestListener {
  const byName = new Map(CASES.map((one) => [one[0], one[side]]));
  return (request: IncomingMessage, response: ServerResponse) => {
    const make = byName.get(request.url?.split('/')[1] ?? '');
    if (make) send(response, make());
  };
}

function send(response: ServerResponse, made: Made): void {
  const { status = 200, type = '', headers = {}, how } = made;
  if (how === 'silent') return;
  const bytes = bytesOf(made);
  const coding = how?.endsWith('gzip') === true ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...coding, ...headers });
  if (how === 'cut') response.write(bytes.subarray(0, 20), () => response.destroy());
  else response.end(bytes);
}

function bytesOf({ body, how }: Made): Buffer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (how === 'broken gzip') return gzipSync(text).subarray(0, 40);
  return how === 'gzip' ? gzipSync(text) : Buffer.from(text);
}

function divergencesOf(name: string): string[] {
  const causes = book.list(name).flatMap(({ causes: found }) => found);
  return causes.filter(({ verdict }) => verdict === 'divergence').map(({ text }) => text);
}

describe('planted differences are found, each by its cause and nothing beside it', () => {
  test.each(PLANTED.map(([name, , , causes]) => [name, causes] as const))('%s', (name, causes) => {
    expect(divergencesOf(`p-${name}`).toSorted()).toEqual([...causes].toSorted());
    expect(proxy.server.stats.get(`p-${name}`)?.shadow).toMatchObject({ compared: ASKED, diverged: ASKED });
  });
});

describe('noise is none of them', () => {
  test.each(NOISE.map(([name]) => [name]))('%s', (name) => {
    expect(divergencesOf(`n-${name}`)).toEqual([]);
    expect(proxy.server.stats.get(`n-${name}`)?.shadow).toMatchObject({ compared: ASKED, diverged: 0 });
  });
});
