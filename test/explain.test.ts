import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const bookshop = fileURLToPath(new URL('../fixtures/bookshop', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-explain-'));
  await analyze();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const analyze = (...flags: string[]) =>
  runCli(folder, ['analyze', bookshop, '--no-cache', '--no-history', '--out', 'analysis.json', ...flags]);
const explain = async (name: string) =>
  (await runCli(folder, ['explain', name, '--analysis', 'analysis.json'])).stdout;

test('an endpoint is told with its handler, the modules that it reaches and what these do to tables', async () => {
  const text = await explain('POST /api/orders');

  expect(text).toMatch(
    /^POST \/api\/orders\n {2}OrderController\.\w+ at src\/controllers\/order\.controller\.ts:\d+/u,
  );
  expect(text).toContain('src/repositories/cart.repository.ts (cart), writes');
  expect(text).toMatch(/write cart_items at src\/repositories\/cart\.repository\.ts:\d+/u);
});

test('a path alone names all of its endpoints', async () => {
  const text = await explain('/api/orders');

  expect(text).toContain('POST /api/orders');
  expect(text).toContain('GET /api/orders');
});

test('an entity is told with who writes it, its keys and its transactions', async () => {
  const text = await explain('entity:orders');

  expect(text).toContain('foreign keys: user_id → users, address_id → addresses');
  expect(text).toContain('referenced by: order_items.order_id, payments.order_id');
  expect(text).toMatch(/OrderService\.place with .*order_items/u);
});

test('analyze --routes says what is missing, of templates and of an access log', async () => {
  await writeFile(join(folder, 'routes.json'), JSON.stringify(['GET /api/orders/{id}', 'GET /api/nothing']));
  await writeFile(
    join(folder, 'access.log'),
    '127.0.0.1 - - [1/Jan/2026] "GET /api/orders/7?x=1 HTTP/1.1" 200 5\n',
  );

  expect((await analyze('--routes', 'routes.json')).stdout).toMatch(
    /1 of 2 known endpoints found \(50\.0 %\)\n +missing \(1\)\n +GET \/api\/nothing/u,
  );
  expect((await analyze('--routes', 'access.log')).stdout).toContain('1 of 1 known endpoint found (100.0 %)');
});

test('a list that names no route is refused', async () => {
  await writeFile(join(folder, 'empty.json'), '{}');

  expect(await analyze('--routes', 'empty.json')).toMatchObject({ exitCode: 2 });
});
