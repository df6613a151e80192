const many = (size, line) => Array.from({ length: size }, (_, at) => line(at)).join('\n');

const EXPRESS = "import express from 'express'; const app = express();\n";
const BASE = `import { Router } from 'express';
  export class Base { app = Router();
    get(path, handler) { this.route({ method: 'get', path, handler }); }
    route(options) { this.app[options.method](options.path, options.handler); }
    use(path, other) { this.app.use(path, other.app); } }`;

/** Applications of any size, each with one way of registering: the files by name. */
export const shapes = {
  plain: {
    says: 'Express, one call each',
    filesOf: (size) => ({
      'app.ts': EXPRESS + many(size, (at) => `app.get('/r${at}', (q, s) => s.end());`),
    }),
  },
  table: {
    says: 'Express, one table in a loop',
    filesOf: (size) => ({
      'app.ts': `${EXPRESS} const h = () => 1; const all = [${many(size, (at) => `{ path: '/r${at}', method: 'get', run: h },`)}];
        for (const one of all) app[one.method](one.path, one.run);`,
    }),
  },
  method: {
    says: 'Express, methods of a base class, one class below',
    filesOf: (size) => ({
      'base.ts': BASE,
      'app.ts': `${EXPRESS} import { Base } from './base';
        class All extends Base { constructor() { super(); ${many(size, (at) => `this.get('/r${at}', this.h);`)} } h() {} }
        app.use('/api', new All().app);`,
    }),
  },
  classes: {
    says: 'Express, methods of a base class, a class for each route',
    filesOf: (size) => ({
      'base.ts': BASE,
      'app.ts': `${EXPRESS} import { Base } from './base';
        ${many(size, (at) => `class C${at} extends Base { constructor() { super(); this.get('/list', this.h); } h() {} }`)}
        class Root extends Base { constructor() { super(); ${many(size, (at) => `this.use('/c${at}', new C${at}());`)} } }
        app.use('/api', new Root().app);`,
    }),
  },
  inherited: {
    says: 'Express, a base class registers for each class below',
    filesOf: (size) => ({
      'base.ts': `import { Router } from 'express';
        export class Base { app = Router(); constructor() { this.app.get('/', this.list); } list() {} }`,
      'app.ts': `${EXPRESS} import { Base } from './base';
        ${many(size, (at) => `class C${at} extends Base {}\napp.use('/c${at}', new C${at}().app);`)}`,
    }),
  },
  koa: {
    says: 'Koa, a router class with a `new` for each prefix',
    filesOf: (size) => ({
      'base.ts': `import Router from '@koa/router'; const list = () => 1;
        export class Base extends Router { constructor(name) { super({ prefix: '/' + name }); this.get('/', list); } }`,
      'app.ts': `import Koa from 'koa'; import { Base } from './base'; const app = new Koa();
        ${many(size, (at) => `const r${at} = new Base('c${at}'); app.use(r${at}.routes());`)}`,
    }),
  },
  fastify: {
    says: 'Fastify, a plugin each',
    filesOf: (size) => ({
      'app.ts': `import fastify from 'fastify'; const app = fastify();
        ${many(size, (at) => `app.register(async (f) => { f.get('/r${at}', () => 1); }, { prefix: '/p' });`)}`,
    }),
  },
  nest: {
    says: 'NestJS, an inherited route of a controller each',
    filesOf: (size) => ({
      'app.ts': `import { Controller, Get } from '@nestjs/common'; class Base { @Get('a') a() {} }
        ${many(size, (at) => `@Controller('c${at}') export class C${at} extends Base {}`)}`,
    }),
  },
  hono: {
    says: 'Hono, one call each',
    filesOf: (size) => ({
      'app.ts': `import { Hono } from 'hono'; const app = new Hono();
        ${many(size, (at) => `app.get('/r${at}', () => 1);`)} export default app;`,
    }),
  },
};
