import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newCustomer } from './bookshop-client.ts';
import { type Bookshop, bookshopBuildFolder, buildBookshop, startBookshop } from './start-bookshop.ts';

interface Call {
  path: string | undefined;
  body: unknown;
}

let bank: Server;
let charges = 0;
let calls: Call[] = [];
let statusOf = () => 201;
let shop: Bookshop;
let removeBuild: () => Promise<void>;

beforeAll(async () => {
  bank = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(bank, 'listening');
  const { folder, remove } = await bookshopBuildFolder();
  removeBuild = remove;
  const { port } = bank.address() as AddressInfo;
  shop = await startBookshop(await buildBookshop(folder), {
    PAYMENT_GATEWAY_URL: `http://127.0.0.1:${port}`,
  });
});

beforeEach(() => {
  calls = [];
  statusOf = () => 201;
});

afterAll(async () => {
  await shop?.stop();
  bank.close();
  await removeBuild?.();
});

test('a charge goes back when the last copy went while the customer was paying', async () => {
  const [first, second] = await Promise.all(
    ['ann@example.com', 'ben@example.com'].map(async (email) => newCustomer(shop.url, email)),
  );
  const { quantity } = (await first!.ask<{ quantity: number }>('GET /api/books/9/stock')).body;
  for (const { ask } of [first!, second!]) await ask('POST /api/cart/items', { bookId: 9, quantity });

  const orders = await Promise.all(
    [first!, second!].map(async ({ ask, addressId }) =>
      ask('POST /api/orders', { addressId, cardToken: 'tok_visa' }),
    ),
  );

  expect(orders.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(calls.map(({ path }) => path)).toEqual(['/charges', '/charges', '/refunds']);
});

test('a cancellation that the gateway refuses leaves the order as it was, and can be tried again', async () => {
  const { ask, addressId } = await newCustomer(shop.url, 'cleo@example.com');
  await ask('POST /api/cart/items', { bookId: 3, quantity: 1 });
  const { body: order } = await ask<{ id: number }>('POST /api/orders', { addressId, cardToken: 'tok_visa' });

  statusOf = () => 503;
  expect((await ask(`POST /api/orders/${order.id}/cancel`)).status).toBe(500);
  expect((await ask(`GET /api/orders/${order.id}`)).body).toMatchObject({
    status: 'placed',
    payment: { status: 'charged' },
  });

  statusOf = () => 201;
  expect((await ask(`POST /api/orders/${order.id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
});

test('what the gateway declines is told to the customer', async () => {
  const { ask, addressId } = await newCustomer(shop.url, 'dora@example.com');
  await ask('POST /api/cart/items', { bookId: 3, quantity: 1 });
  statusOf = () => 402;
  const { status, body } = await ask('POST /api/orders', { addressId, cardToken: 'tok_visa' });
  expect([status, body.error.message]).toEqual([402, 'The payment was declined: card expired.']);
  expect(calls).toEqual([{ path: '/charges', body: { amountCents: 799 + 395, cardToken: 'tok_visa' } }]);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  calls.push({ path: request.url, body: await json(request) });
  charges += 1;
  response.writeHead(statusOf(), { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: `ch_${charges}`, reason: 'card expired' }));
}
