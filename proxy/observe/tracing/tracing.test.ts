import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ask, startOrigin, startProxy } from '../../../test/live-proxy.ts';
import { traceContext, traceparentOf } from './trace-context.ts';

const GIVEN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test.each([
  '',
  'x',
  GIVEN.toUpperCase(),
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  `${GIVEN}\u0000`,
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7',
])('%j is no traceparent: a new trace is begun', (text) => {
  expect(traceContext(text, 1)).toMatchObject({ parentId: '', sampled: true });
});

test('a trace goes on with its id and its sampling, under a span of our own', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (sampled, share) => {
      const context = traceContext(GIVEN.replace(/01$/u, sampled ? '01' : '00'), share);
      expect(context).toMatchObject({ traceId: GIVEN.slice(3, 35), parentId: GIVEN.slice(36, 52), sampled });
      expect(traceparentOf(context)).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-0[01]$/u);
      expect(context.spanId).not.toBe(context.parentId);
    }),
  );
});

test.each([0, 1])('at a share of %i all or none are sampled', (share) => {
  const all = Array.from({ length: 500 }, () => traceContext(undefined, share).sampled);

  expect(new Set(all)).toEqual(new Set([share === 1]));
});

interface Collected {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Record<string, unknown>[] }[];
  }[];
}

async function startCollector(status = 200) {
  const batches: Collected[] = [];
  const server: Server = createServer((incoming, response) => {
    let text = '';
    incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    incoming.on('end', () => {
      batches.push(JSON.parse(text) as Collected);
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
  const spans = () =>
    batches.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  return { endpoint, spans };
}

const startEcho = () =>
  startOrigin((incoming, response) =>
    response.end(
      `${String(incoming.headers['traceparent'] ?? 'none')} ${String(incoming.headers['tracestate'] ?? '')}`,
    ),
  );

const planOf = (port: number, tracing: string) => `monolith: { upstream: "http://127.0.0.1:${port}" }
services: { orders: {} }
routes: [ { id: orders, match: { method: GET, path: "/orders/:id" }, service: orders, stage: monolith } ]
proxy: { listen: 127.0.0.1:0${tracing} }
`;

test('without configuration a traceparent passes unchanged, and none is made up', async () => {
  const origin = await startEcho();
  const proxy = await startProxy(planOf(origin.port, ''));

  expect(
    (await ask(proxy.port, '/orders/7', { headers: { traceparent: GIVEN, tracestate: 'a=1' } })).body,
  ).toBe(`${GIVEN} a=1`);
  expect((await ask(proxy.port, '/orders/7')).body).toBe('none ');
  await proxy.stop();
  await origin.close();
});

test('with it each request is a span, and the upstream gets that span as its parent', async () => {
  const origin = await startEcho();
  const collector = await startCollector();
  const proxy = await startProxy(planOf(origin.port, `, tracing: { endpoint: "${collector.endpoint}" }`));

  const { body } = await ask(proxy.port, '/orders/7?token=secret', {
    headers: { traceparent: GIVEN, tracestate: 'a=1' },
  });
  await ask(proxy.port, '/elsewhere');
  await proxy.stop(); // Sends what waits.

  const [span, other] = collector.spans();
  expect(span).toMatchObject({
    traceId: GIVEN.slice(3, 35),
    parentSpanId: GIVEN.slice(36, 52),
    name: 'GET /orders/:id',
    kind: 2,
  });
  expect(body).toBe(`00-${GIVEN.slice(3, 35)}-${String(span?.['spanId'])}-01 a=1`);
  expect(other).toMatchObject({ name: 'GET' });
  expect(other).not.toHaveProperty('parentSpanId');
  expect(BigInt(String(span?.['endTimeUnixNano']))).toBeGreaterThanOrEqual(
    BigInt(String(span?.['startTimeUnixNano'])),
  );
  expect(JSON.stringify(collector.spans())).not.toMatch(/secret|orders\/7/u);
  await origin.close();
});

test.each([
  ['refuses', 500],
  ['is gone', 0],
])('a collector that %s costs spans and no request', async (_, status) => {
  const origin = await startEcho();
  const { endpoint } =
    status === 0 ? { endpoint: 'http://127.0.0.1:9/v1/traces' } : await startCollector(status);
  const proxy = await startProxy(planOf(origin.port, `, tracing: { endpoint: "${endpoint}" }`));

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_item, at) => ask(proxy.port, `/orders/${at}`)),
  );
  await proxy.stop();

  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
  await origin.close();
});
