import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, test } from 'vitest';
import { loggedIn, newCustomer } from './bookshop-client.ts';
import { bookshopBuildFolder, bookshopRoot, buildBookshop, startBookshop } from './start-bookshop.ts';

interface Endpoint {
  method: string;
  path: string;
}

interface Dependencies {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

describe('endpoints.json', () => {
  test('lists endpoints that the shop serves', async () => {
    const { folder, remove } = await bookshopBuildFolder();
    const shop = await startBookshop(await buildBookshop(folder));
    const { http } = await readEndpoints();
    const { ask: customer, addressId } = await newCustomer(shop.url, 'grace@example.com');
    await customer('POST /api/cart/items', { bookId: 2, quantity: 1 });
    await customer('POST /api/orders', { addressId, cardToken: 'tok_visa' });
    const ask = await loggedIn(shop.url, 'sam@example.com');
    const lost: string[] = [];
    // What removes things comes last; logging out is asked below.
    const readsFirst = http.toSorted((a, b) => Number(b.method === 'GET') - Number(a.method === 'GET'));
    for (const { method, path } of readsFirst.filter(({ path: at }) => at !== '/api/auth/logout')) {
      const { status, body } = await ask(
        `${method} ${path.replace('search', 'search?q=emma').replace(':slug', 'novels').replaceAll(/:\w+/g, '1')}`,
      );
      const isUnknown = status === 404 && body.error.message.startsWith('There is no page');
      // Order 1 and payment 1 were made above, all else is seeded, so every GET finds something.
      if (isUnknown || (method === 'GET' && status !== 200)) lost.push(`${method} ${path}`);
    }
    expect(lost).toEqual([]);
    expect((await ask('POST /api/auth/logout')).status).toBe(204);
    expect((await ask('GET /api/me')).status).toBe(401);
    await shop.stop();
    await remove();
  });

  test('lists as many as the routers register', async () => {
    const folder = join(bookshopRoot, 'src/routes');
    const sources = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    const registered = sources.join('').match(/\.(?:get|post|put|patch|delete)\(/g) ?? [];
    expect(registered.length + ['/health'].length).toBe((await readEndpoints()).http.length);
  });
});

test('contexts.json names every module once', async () => {
  const truth = JSON.parse(await readFile(join(bookshopRoot, 'contexts.json'), 'utf8')) as {
    services: Record<string, string[]>;
    shared: string[];
    ignore: string[];
  };
  const named = [...Object.values(truth.services).flat(), ...truth.shared, ...truth.ignore];
  const modules = (await readdir(join(bookshopRoot, 'src'), { recursive: true }))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`);
  expect(named.sort()).toEqual(modules.sort());
});

test('schema.sql is what the migrations lead to', async () => {
  const folder = join(bookshopRoot, 'migrations');
  const names = (await readdir(folder)).sort();
  const steps = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  expect(shapeOf(await readFile(join(bookshopRoot, 'schema.sql'), 'utf8'))).toEqual(
    shapeOf(steps.join('\n')),
  );
});

test('the bookshop type-checks and asks for the versions that are installed here', async () => {
  const { dependencies } = JSON.parse(
    await readFile(join(bookshopRoot, 'package.json'), 'utf8'),
  ) as Dependencies;
  const { devDependencies } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  ) as Dependencies;
  expect(devDependencies).toMatchObject(dependencies);
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', bookshopRoot, '--noEmit'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

async function readEndpoints(): Promise<{ http: Endpoint[] }> {
  return JSON.parse(await readFile(join(bookshopRoot, 'endpoints.json'), 'utf8')) as { http: Endpoint[] };
}

/** Tables with their columns, foreign keys and indices; the order of columns says nothing. */
function shapeOf(sql: string): unknown {
  const db = new sqlite.Database();
  db.exec(sql);
  const tables = db.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") as {
    name: string;
  }[];
  const shape = tables.map(({ name }) => ({
    name,
    columns: db.all(
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${name}') ORDER BY name`,
    ),
    foreignKeys: db.all(`SELECT * FROM pragma_foreign_key_list('${name}')`),
    indices: db.all(`SELECT name, "unique", origin FROM pragma_index_list('${name}') ORDER BY name`),
  }));
  db.close();
  return shape;
}
