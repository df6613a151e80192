import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resolve } from '../../model/codebase.ts';
import { readFacts } from '../facts/read-facts.ts';
import { createNameFollower } from '../link/follow-names.ts';
import { extractEvidence } from './extract-evidence.ts';

/** `./x` is a file of the list, anything else a package. */
function extract(files: Readonly<Record<string, string>>) {
  const facts = new Map(Object.entries(files).map(([path, text]) => [path, readFacts(path, text)]));
  const resolve: Resolve = (_, specifier) => {
    const path = `${specifier.replace(/^\.\//u, '')}.ts`;
    return facts.has(path) ? { kind: 'internal', path } : { kind: 'external', package: specifier };
  };
  return extractEvidence({ facts, resolve, follow: createNameFollower(facts, resolve) });
}

const ids = (files: Readonly<Record<string, string>>) => extract(files).endpoints.map(({ id }) => id);

test('reads ten thousand routes of one file', () => {
  const routes = Array.from({ length: 10_000 }, (_, at) => `app.get('/r${at}', (q, s) => s.end());`);
  const text = ["import express from 'express';", 'const app = express();', ...routes].join('\n');

  expect(ids({ 'app.ts': text })).toHaveLength(10_000);
});

test('reads a table of a thousand routes in a loop', () => {
  const rows = Array.from({ length: 1000 }, (_, at) => `['/r${at}', handler]`);
  const text = `import express from 'express';
    const app = express(); const handler = () => 1;
    [${rows.join(',')}].forEach(([path, run]) => app.get(path, run));`;

  expect(ids({ 'app.ts': text })).toHaveLength(1000);
});

test('ends where a loop sets names from each other, and hands them to a function that calls out', () => {
  const text = `import axios from 'axios';
    const local = async (url: string) => { url = join(url); return \`data:\${(await read(url)).toString()}\`; };
    async function encode(url: string) {
      if (!url.startsWith('http')) return local(url);
      const response = await axios.get(url, { responseType: 'arraybuffer' });
      return \`data:\${response.data.toString()}\`;
    }
    async function parse(message) {
      for (const part of message.content) {
        if (part.image) {
          let urls = part.image.url;
          urls = [urls];
          for (let url of urls) { url = url.url; url = await local(url); }
        } else {
          let urls = part.image.url;
          urls = [urls];
          for (let url of urls) { url = url.url; url = await encode(url); }
        }
      }
    }`;

  expect(extract({ 'parse.ts': text }).externals).toEqual([]);
});

test('reads what helpers of CommonJS register that take their arguments apart', () => {
  const files = {
    'helpers.ts': `const helpers = module.exports;
      helpers.page = function (...all) {
        const [router, path] = all;
        router.get(path, all[all.length - 1]);
      };
      helpers.api = function (...all) {
        const [router, verb, path] = all;
        router[verb](path, all[all.length - 1]);
      };`,
    'app.ts': `const express = require('express');
      const helpers = require('./helpers');
      const { api } = helpers;
      const app = express();
      helpers.page(app, '/topics', list);
      api(app, 'put', '/topics/:id', change);`,
  };

  expect(ids(files)).toEqual(['GET /topics', 'PUT /topics/:id']);
});

test('reads resolvers that a loader finds, where CommonJS makes the server and keeps it nowhere', () => {
  const files = {
    'server.ts': `const { ApolloServer } = require('apollo-server-express');
      exports.start = () => { this.servers.graph = new ApolloServer(load('./resolvers')); };`,
    'orders.ts': `module.exports = { Query: { async orders() { return []; } } };`,
  };

  expect(ids(files)).toEqual(['QUERY orders']);
});

test('ends where lists of handlers are spread into themselves', () => {
  const text = `import express from 'express';
    const router = express.Router();
    export function page(path, guards, run) {
      let before = guards;
      before = [check, ...before];
      if (run.busy) before = [busy, ...before, ...before];
      router.get(path, before, run);
      router.use(before, run);
    }
    page('/shop', [], show);
    express().use('/all', router);`;

  expect(ids({ 'page.ts': text })).toContain('GET /all/shop');
});

test('ends where a list of versions or of joined columns is spread into itself', () => {
  const text = `import { Controller, Get } from '@nestjs/common';
    import { pgTable, integer, foreignKey } from 'drizzle-orm/pg-core';
    let versions = ['1'];
    versions = [...versions, '2'];
    @Controller({ path: 'orders', version: versions }) class Orders { @Get() all() {} }
    let columns = [];
    columns = [...columns, a.id];
    const a = pgTable('a', { id: integer('id') });
    const b = pgTable('b', { a: integer('a') }, () => [foreignKey({ columns, foreignColumns: columns })]);`;

  expect(ids({ 'orders.ts': text })).toContain('GET /orders');
});

test('ends where tables that no loop goes through name each other, beside a loop', () => {
  const names = Array.from({ length: 90 }, (_, at) => `t${at}`);
  const tables = names.map((name) => `let ${name} = { ${names.join(', ')} };`);
  const routes = names.map((name) => `app.get('/${name}', handle(${name}));`);
  const text = `import express from 'express'; const app = express(); ${tables.join('\n')}
    for (const path of ['/cats', '/dogs']) app.get(path, () => 1);
    ${routes.join('\n')}`;

  expect(ids({ 'app.ts': text })).toHaveLength(92);
});

test('ends where routers are mounted in a ring, over two files', () => {
  const files = {
    'a.ts':
      "import { Router } from 'express'; import { b } from './b'; export const a = Router(); a.use('/b', b); a.get('/a', () => 1);",
    'b.ts':
      "import { Router } from 'express'; import { a } from './a'; export const b = Router(); b.use('/a', a); b.get('/b', () => 1);",
    'main.ts': "import express from 'express'; import { a } from './a'; express().use('/api', a);",
  };

  expect(ids(files)).toContain('GET /api/a');
  expect(ids(files)).toContain('GET /api/b/b');
});

test('ends where methods that register routes call each other, and reads a thousand that one registers', () => {
  const calls = Array.from({ length: 1000 }, (_, at) => `this.get('/r${at}', () => 1);`);
  const rings = Array.from({ length: 10 }, () => 'this.post(path, handler); this.get(path, handler);').join(
    ' ',
  );
  const text = (inside: string): string => `import express from 'express';
    class Base { app = express();
      get(path, handler) { this.app.get(path, handler); ${inside} }
      post(path, handler) { this.app.post(path, handler); ${inside} } }
    class Shop extends Base { constructor() { super(); ${calls.join('\n')} } }`;

  expect(ids({ 'app.ts': text('') }).filter((id) => id.startsWith('GET /r'))).toHaveLength(1000);
  expect(ids({ 'app.ts': text(rings) }).length).toBeGreaterThan(0);
});

const many = (line: (at: number) => string): string =>
  Array.from({ length: 10_000 }, (_, at) => line(at)).join('\n');

test('reads ten thousand rows of a table, and ten thousand routes of a method of a base class', () => {
  const table = `import express from 'express'; const app = express(); const h = () => 1;
    for (const one of [${many((at) => `{ path: '/r${at}', run: h },`)}]) app.get(one.path, one.run);`;
  const method = `import express from 'express';
    class Base { app = express(); route(options) { this.app[options.method](options.path, options.handler); } }
    class Shop extends Base { constructor() { super();
      ${many((at) => `this.route({ method: 'get', path: '/r${at}', handler: () => 1 });`)} } }`;

  expect(ids({ 'app.ts': table })).toHaveLength(10_000);
  expect(ids({ 'app.ts': method })).toHaveLength(10_000);
});

test('reads what a base class registers for ten thousand classes below it', () => {
  const text = `import express, { Router } from 'express'; const app = express();
    class Base { router = Router(); constructor() { this.router.get('/', this.list); } list() {} }
    ${many((at) => `class C${at} extends Base {} app.use('/c${at}', new C${at}().router);`)}`;

  expect(ids({ 'app.ts': text })).toHaveLength(10_000);
});

test('ends where every router is mounted twice on the next, and twice again', () => {
  const rungs = Array.from(
    { length: 40 },
    (_, at) => `const r${at + 1} = Router(); r${at + 1}.use('/a', r${at}); r${at + 1}.use('/b', r${at});`,
  );
  const text = `import express, { Router } from 'express'; const r0 = Router(); r0.get('/', () => 1);
    ${rungs.join('\n')} express().use(r40);`;

  const { length } = ids({ 'app.ts': text });
  expect(length).toBeGreaterThan(1000);
  expect(length).toBeLessThanOrEqual(20_000);
});

test('ends where a thousand routes lie below routers that double at every step: each keeps an address', () => {
  const rungs = Array.from(
    { length: 16 },
    (_, at) => `const r${at + 1} = Router(); r${at + 1}.use('/a', r${at}); r${at + 1}.use('/b', r${at});`,
  );
  const routes = Array.from({ length: 1000 }, (_, at) => `r0.get('/x${at}', () => 1);`);
  const text = `import express, { Router } from 'express'; const r0 = Router(); ${routes.join('\n')}
    ${rungs.join('\n')} express().use(r16);`;

  const found = ids({ 'app.ts': text });

  expect(found.length).toBeLessThanOrEqual(100_000);
  expect(new Set(found.map((id) => /x\d+$/u.exec(id)?.[0])).size).toBe(1000);
});

test('keeps a path that it cannot know, with low certainty', () => {
  const { endpoints } = extract({
    'app.ts':
      "import express from 'express'; const app = express(); app.get('/v' + Date.now() + '/x', () => 1);",
  });

  expect(endpoints).toMatchObject([{ id: 'GET /v{dynamic}/x', certainty: 0.4 }]);
});

test('reads what it can of code that does not parse', () => {
  expect(
    ids({
      'app.ts':
        "import express from 'express';\nconst app = express();\napp.get('/a', () => 1);\nclass {{{ (",
    }),
  ).toEqual(['GET /a']);
});

test('ends on names that mean themselves, on spreads in a circle and on classes that extend each other', () => {
  const text = `import express from 'express';
    let app = app2; let app2 = app;
    const a = { ...b }; const b = { ...a };
    class A extends B { go() { this.router.get(a.path, b.x); } } class B extends A {}
    function f(x) { return f(x); }
    express().get(a.path, f(f)); f(app).get('/y', () => 1);`;

  expect(() => extract({ 'app.ts': text })).not.toThrow();
});

test.each(['__proto__', 'constructor', 'toString'])('treats a route named %s as any other', (name) => {
  const text = `import express from 'express'; const app = express(); app.get('/${name}', () => 1); app.use({ ${name}: 1 }['${name}'], app);`;

  expect(ids({ 'app.ts': text })).toContain(`GET /${name}`);
});

test('does not depend on the order of files', () => {
  const files = {
    'a.ts': "import { Router } from 'express'; export const a = Router(); a.get('/a', () => 1);",
    'b.ts': "import { Router } from 'express'; export const b = Router(); b.get('/b', () => 1);",
    'main.ts':
      "import express from 'express'; import { a } from './a'; import { b } from './b'; const app = express(); app.use('/x', a); app.use('/y', b);",
  };
  const expected = extract(files);
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.keys(files), { minLength: 3 }), (order) => {
      const shuffled = Object.fromEntries(order.map((key) => [key, files[key as keyof typeof files]]));
      expect(extract(shuffled)).toEqual(expected);
    }),
  );
});
