import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { loggedIn, newCustomer, visitorOf } from './bookshop-client.ts';
import { type Bookshop, bookshopBuildFolder, buildBookshop, startBookshop } from './start-bookshop.ts';

interface Book {
  id: number;
  title: string;
  priceCents: number;
  rating: number | null;
}
interface Order {
  id: number;
  status: string;
  totalCents: number;
  lines: unknown[];
  payment: { id: number; status: string; amountCents: number };
}
let main: string;
let removeBuild: () => Promise<void>;
let shop: Bookshop;

beforeAll(async () => {
  const { folder, remove } = await bookshopBuildFolder();
  removeBuild = remove;
  main = await buildBookshop(folder);
  shop = await startBookshop(main);
});

afterAll(async () => {
  await shop?.stop();
  await removeBuild?.();
});

const visitor = () => visitorOf(shop.url);

async function stockOf(bookId: number): Promise<number> {
  return (await visitor()<{ quantity: number }>(`GET /api/books/${bookId}/stock`)).body.quantity;
}

describe('the catalogue', () => {
  test('is browsed by page, category and author', async () => {
    const ask = visitor();
    const { body } = await ask<{ books: Book[]; total: number }>('GET /api/books?size=5&sort=price');
    expect(body.total).toBe(18);
    expect(body.books.map(({ priceCents }) => priceCents)).toEqual([699, 749, 749, 749, 799]);
    expect((await ask<{ books: Book[] }>('GET /api/categories/mystery')).body.books).toHaveLength(3);
    expect((await ask<{ name: string; books: Book[] }>('GET /api/authors/1')).body).toMatchObject({
      name: 'Jane Austen',
      books: [{ title: 'Pride and Prejudice' }, { title: 'Emma' }, { title: 'Persuasion' }],
    });
  });

  test('is searched by title and author', async () => {
    const { body } = await visitor()<{ hits: Book[] }>('GET /api/search?q=shelley&max=900');
    expect(body.hits).toMatchObject([{ title: 'Frankenstein', inStock: 16, category: 'science-fiction' }]);
  });

  test('is changed by staff alone', async () => {
    const book = {
      isbn: '9780000099999',
      title: 'Cranford',
      categoryId: 1,
      published: 1853,
      priceCents: 899,
      authorIds: [1],
    };
    expect((await (await loggedIn(shop.url, 'ada@example.com'))('POST /api/books', book)).status).toBe(403);
    const staff = await loggedIn(shop.url, 'sam@example.com');
    const added = await staff<Book>('POST /api/books', book);
    expect(added.status).toBe(201);
    expect((await staff('POST /api/books', book)).body.error.code).toBe('isbn_taken');
    expect((await staff(`DELETE /api/books/${added.body.id}`)).status).toBe(204);
    expect((await staff(`GET /api/books/${added.body.id}`)).status).toBe(404);
  });
});

describe('an order', () => {
  test('takes stock, charges the card and empties the cart', async () => {
    const { ask, addressId } = await newCustomer(shop.url, 'grace@example.com');
    const before = await stockOf(2);
    await ask('POST /api/cart/items', { bookId: 2, quantity: 1 });
    const cart = await ask<{ totalCents: number }>('PUT /api/cart/items/2', { quantity: 2 });
    expect(cart.body.totalCents).toBe(2 * 949 + 395);

    const { status, headers, body } = await ask<Order>('POST /api/orders', {
      addressId,
      cardToken: 'tok_visa',
    });

    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/orders/${body.id}`);
    expect(body).toMatchObject({ status: 'placed', payment: { status: 'charged', amountCents: 2293 } });
    expect(await stockOf(2)).toBe(before - 2);
    expect((await ask('GET /api/cart')).body).toMatchObject({ lines: [], totalCents: 0 });
    expect((await ask<{ orders: Order[] }>('GET /api/orders')).body.orders).toMatchObject([{ id: body.id }]);
    await vi.waitFor(async () => {
      const { emails } = (await ask<{ emails: unknown[] }>('GET /api/me/notifications')).body;
      expect(emails).toMatchObject([
        { subject: `Order ${body.id} received`, sentAt: expect.any(String) },
        { subject: 'Welcome to the bookshop' },
      ]);
    });
  });

  test('is cancelled once: the books and the money go back', async () => {
    const { ask, addressId } = await newCustomer(shop.url, 'edith@example.com');
    const before = await stockOf(4);
    await ask('POST /api/cart/items', { bookId: 4, quantity: 3 });
    const { body } = await ask<Order>('POST /api/orders', { addressId, cardToken: 'tok_visa' });

    const answers = await Promise.all([1, 2].map(() => ask<Order>(`POST /api/orders/${body.id}/cancel`)));

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await ask<Order>(`GET /api/orders/${body.id}`)).body).toMatchObject({
      status: 'cancelled',
      payment: { status: 'refunded' },
    });
    expect(await stockOf(4)).toBe(before);
    const payment = await ask<{ refunds: unknown[] }>(`GET /api/payments/${body.payment.id}`);
    expect(payment.body.refunds).toMatchObject([{ amountCents: 3 * 999 + 395, reason: 'order cancelled' }]);
  });

  test('is refunded by staff, and then cannot be cancelled', async () => {
    const { ask, addressId } = await newCustomer(shop.url, 'olive@example.com');
    await ask('POST /api/cart/items', { bookId: 5, quantity: 1 });
    const { body } = await ask<Order>('POST /api/orders', { addressId, cardToken: 'tok_visa' });
    const refund = `POST /api/payments/${body.payment.id}/refund`;
    expect((await ask(refund, { reason: 'damaged' })).status).toBe(403);

    const staff = await loggedIn(shop.url, 'sam@example.com');
    expect((await staff<{ status: string }>(refund, { reason: 'damaged' })).body.status).toBe('refunded');

    expect((await staff(refund, { reason: 'damaged' })).status).toBe(409);
    expect((await ask(`POST /api/orders/${body.id}/cancel`)).status).toBe(409);
  });

  test('leaves nothing behind when the card is declined or the last copy is gone', async () => {
    const { ask, addressId } = await newCustomer(shop.url, 'iris@example.com');
    const rival = await newCustomer(shop.url, 'vita@example.com');
    const left = await stockOf(6);
    await ask('POST /api/cart/items', { bookId: 6, quantity: left });
    await rival.ask('POST /api/cart/items', { bookId: 6, quantity: left });

    const declined = await ask('POST /api/orders', { addressId, cardToken: 'tok_declined' });
    expect([declined.status, declined.body.error.code]).toEqual([402, 'payment_declined']);
    expect(await stockOf(6)).toBe(left);

    await rival.ask('POST /api/orders', { addressId: rival.addressId, cardToken: 'tok_visa' });
    const late = await ask('POST /api/orders', { addressId, cardToken: 'tok_visa' });
    expect([late.status, late.body.error.code]).toEqual([409, 'out_of_stock']);
    expect((await ask<{ orders: Order[] }>('GET /api/orders')).body.orders).toEqual([]);
  });
});

test('a review needs a purchase and moves the rating of the book', async () => {
  const { ask, addressId } = await newCustomer(shop.url, 'mary@example.com');
  const review = { stars: 4, body: 'Worth every page.' };
  expect((await ask('POST /api/books/1/reviews', review)).status).toBe(403);
  await ask('POST /api/cart/items', { bookId: 1, quantity: 1 });
  await ask('POST /api/orders', { addressId, cardToken: 'tok_visa' });

  const { status, body } = await ask<{ id: number }>('POST /api/books/1/reviews', review);

  expect(status).toBe(201);
  expect((await ask('POST /api/books/1/reviews', review)).status).toBe(409);
  expect((await ask<Book>('GET /api/books/1')).body).toMatchObject({ rating: 4.5, ratingCount: 2 });
  expect((await ask(`DELETE /api/reviews/${body.id}`)).status).toBe(204);
  expect((await ask<Book>('GET /api/books/1')).body).toMatchObject({ rating: 5, ratingCount: 1 });
});

test('a browser hears of the stock and prices of the books it watches', async () => {
  const socket = new WebSocket(`${shop.url.replace('http', 'ws')}/ws/stock`);
  const heard: unknown[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  socket.send('{"watch":[7]}');
  await vi.waitFor(() => expect(heard).toContainEqual({ type: 'watching', books: [7] }));

  const staff = await loggedIn(shop.url, 'sam@example.com');
  await staff('POST /api/stock/8/deliveries', { quantity: 5 });
  await staff('POST /api/stock/7/deliveries', { quantity: 5 });
  await staff('PATCH /api/books/7/price', { priceCents: 650 });

  await vi.waitFor(() => expect(heard).toHaveLength(4));
  expect(heard).toEqual([
    { type: 'hello', feed: 'stock' },
    { type: 'watching', books: [7] },
    { type: 'stock.changed', bookId: 7, quantity: await stockOf(7) },
    { type: 'price.changed', bookId: 7, priceCents: 650 },
  ]);
  socket.close();
  await once(socket, 'close');
});

test.each([
  ['GET /api/nowhere', undefined, 404, 'not_found'],
  ['GET /api/books/999', undefined, 404, 'not_found'],
  ['GET /api/books/emma', undefined, 400, 'bad_request'],
  ['GET /api/books?sort=colour', undefined, 400, 'bad_request'],
  ['GET /api/search?q=', undefined, 400, 'bad_request'],
  ['POST /api/auth/login', '{"email":', 400, 'bad_request'],
  ['POST /api/auth/register', { email: 'ada', name: 'Ada', password: 'correct horse' }, 400, 'bad_request'],
  [
    'POST /api/auth/register',
    { email: 'ada@example.com', name: 'A', password: '12345678' },
    409,
    'email_taken',
  ],
  ['POST /api/auth/login', { email: 'ada@example.com', password: 'wrong' }, 401, 'unauthorized'],
  ['GET /api/cart', undefined, 401, 'unauthorized'],
  ['GET /api/stock', undefined, 401, 'unauthorized'],
])('%s %j is refused with %i %s', async (line, body, status, code) => {
  const answer = await visitor()(line, body);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
});

test('keeps its data in a file, and ends with code 0 on SIGTERM while a socket is open', async () => {
  const { folder, remove } = await bookshopBuildFolder();
  const env = { DATABASE_FILE: join(folder, 'shop.sqlite') };
  const first = await startBookshop(main, env);
  const socket = new WebSocket(`${first.url.replace('http', 'ws')}/ws/stock`);
  await once(socket, 'open');
  await fetch(`${first.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'zora@example.com', name: 'Zora', password: 'correct horse' }),
  });
  const closed = once(socket, 'close');
  expect(await first.stop()).toBe(0);
  expect((await closed)[0]).toBe(1001);

  const second = await startBookshop(main, env);
  const again = await fetch(`${second.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'zora@example.com', password: 'correct horse' }),
  });
  expect(again.status).toBe(200);
  expect(await second.stop()).toBe(0);
  await remove();
});
