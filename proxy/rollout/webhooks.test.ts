import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startOrigin } from '../../test/live-proxy.ts';
import { Webhooks } from './webhooks.ts';

const event = { route: 'orders', kind: 'rollback', by: 'gates', why: 'errors' };

test('a message arrives whole, signed so that nobody else can have sent it', async () => {
  const got: { body: string; signature: string | undefined }[] = [];
  const receiver = await startOrigin((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      got.push({ body, signature: request.headers['banyan-signature'] as string | undefined });
      response.end();
    });
  });
  const url = `http://127.0.0.1:${receiver.port}/hook?key=hidden`;
  const hooks = new Webhooks({
    specs: [
      { url, secret: 's3cret' },
      { url, secret: undefined },
    ],
    report: () => undefined,
    timestamp: () => '2026-01-01T00:00:00.000Z',
  });
  hooks.announce(event);
  await expect.poll(() => got.length).toBe(2);
  const signed = got.find(({ signature }) => signature !== undefined);
  const expected = createHmac('sha256', 's3cret')
    .update(`2026-01-01T00:00:00.000Z.${signed?.body}`)
    .digest('hex');
  expect(signed?.signature).toBe(`t=2026-01-01T00:00:00.000Z,v1=${expected}`);
  expect(JSON.parse(signed?.body ?? '')).toEqual({ formatVersion: 1, ...event });
  expect(got.filter(({ signature }) => signature === undefined)).toHaveLength(1);
  await receiver.close();
});

test('tries again a few times, in order, then says so without what is secret, and goes on with the next', async () => {
  const told: string[] = [];
  const tries: string[] = [];
  const hooks = new Webhooks({
    specs: [{ url: 'https://user:pass@hooks.test/token-in-path', secret: undefined }],
    report: (message) => void told.push(message),
    send: async (_, body) => {
      tries.push(body);
      return body.includes('"first"') ? 503 : 200;
    },
    waits: [1, 1],
  });
  hooks.announce({ why: 'first' });
  hooks.announce({ why: 'second' });
  await expect.poll(() => tries.length).toBe(4);
  expect(tries.map((body) => (JSON.parse(body) as { why: string }).why)).toEqual([
    'first',
    'first',
    'first',
    'second',
  ]);
  expect(told).toEqual(['webhook https://hooks.test was not reached in 3 tries: status 503']);
});

test('a receiver that never answers holds nobody up, fills no memory, and is let go of', async () => {
  const told: string[] = [];
  let aborted = 0;
  const hooks = new Webhooks({
    specs: [{ url: 'http://hooks.test/', secret: undefined }],
    report: (message) => void told.push(message),
    send: (_, _body, _headers, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted++;
          reject(new Error('aborted'));
        });
      }),
  });
  for (let turn = 0; turn < 150; turn++) hooks.announce({ turn });
  expect(told).toHaveLength(49);
  hooks.stop();
  await expect.poll(() => aborted).toBe(1);
});
