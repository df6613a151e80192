// How each fixture of a framework becomes an application that answers. What listens by itself is only loaded: the host turns every port into 0.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { askGraph } from './ask-graph.js';

const NEST = ['rxjs@7', 'reflect-metadata@0.2', 'class-transformer@0.5', 'class-validator@0.14'];

/**
 * `more`: packages of the framework that the fixture does not import itself. `start(load, folder)`: `load` imports from the fixture.
 * `besides`: what is not asked, and why. `ask`: how its endpoints are asked, HTTP where it is left out. `prepare`: what the framework
 * makes of the sources first. `modules`: it is made of ECMAScript modules.
 */
export const APPS = {
  express: { start: async (load) => listen((await load('./src/app.js')).default) },
  'express-specs': { start: (load) => load('./src/app.js') },
  adonisjs: { more: ['@adonisjs/bodyparser@10', '@adonisjs/encryption@6'], modules: true, start: adonis },
  fastify: { start: (load) => load('./src/server.js') },
  feathers: {
    more: ['pg@8', '@electric-sql/pglite@0.5.14', '@electric-sql/pglite-socket@0.2.17'],
    start: async (load) => {
      await database(load, 'create table users (id serial primary key, name text)');
      await (await load('./src/app.js')).app.listen(0);
    },
    // Feathers creates whatever the id is, and changes of many rows at once are refused by the adapter, not by the router.
    besides: ['POST /messages/1', 'POST /users/1', 'PUT /users', 'PATCH /users', 'DELETE /users'],
  },
  'graphql-mixins': {
    more: [
      ...NEST,
      '@nestjs/core@11.0.0',
      '@nestjs/platform-express@11.0.0',
      '@nestjs/apollo@13',
      '@apollo/server@4',
      '@as-integrations/express5@1',
      'graphql@16',
    ],
    start: nest,
    ask: askGraph,
    besides: ['QUERY recipes', 'MUTATION addRecipe'], // Of type-graphql, which the application of NestJS does not serve.
  },
  'graphql-resolvers': {
    more: ['graphql@16'],
    start: async (load) => {
      const { startStandaloneServer } = await load('@apollo/server/standalone');
      await startStandaloneServer((await load('./src/server.js')).server);
    },
    ask: askGraph,
  },
  hapi: { start: async (load) => (await load('./src/server.js')).start() },
  hono: { more: ['zod@3'], start: async (load) => listen(toListener((await load('./src/app.js')).default)) },
  koa: {
    start: async (load) => {
      listen((await load('./src/app.js')).callback());
      listen((await load('./src/modular.js')).start().callback());
      listen((await load('./src/old-router.js')).old.callback());
      listen((await load('./src/table-router.js')).tables.callback());
    },
  },
  nestjs: { more: ['@nestjs/platform-express@11.0.0', ...NEST], start: nest },
  'nestjs-cqrs': { more: ['@nestjs/platform-express@10.4.0', ...NEST], start: nest },
  next: {
    more: ['react@18', 'react-dom@18', 'next-auth@4.24.11', 'typescript@5'],
    sources: true,
    start: next,
  },
  'routing-controllers': {
    more: ['express@4', 'body-parser@1', 'multer@1', ...NEST],
    start: async (load) => {
      await load('reflect-metadata');
      await load('./src/server.js');
    },
  },
  trpc: {
    start: async (load) => {
      const { createHTTPServer } = await load('@trpc/server/adapters/standalone');
      createHTTPServer({ router: (await load('./src/root.js')).appRouter, createContext: () => ({}) }).listen(
        0,
      );
    },
  },
  'ts-rest': {
    more: [...NEST, 'express@4', '@nestjs/common@10', '@nestjs/core@10', '@nestjs/platform-express@10'],
    start: async (load) => {
      await load('reflect-metadata');
      listen((await load('./src/express.js')).app);
      const { Module } = await load('@nestjs/common');
      const { PostController } = await load('./src/post.controller.js');
      const { NestFactory } = await load('@nestjs/core');
      Module({ controllers: [PostController] })(Posts);
      await (await NestFactory.create(Posts)).listen(0);
    },
  },
  tsoa: {
    more: ['express@4'],
    prepare: ['tsoa', 'spec-and-routes'],
    start: async (load) => listen((await load('./src/app.js')).app),
  },
};

/** What the framework makes of the sources before they can be compiled. */
export function prepare(name, folder) {
  const program = APPS[name]?.prepare;
  if (program) execFileSync('npx', ['--no-install', ...program], { cwd: folder, stdio: 'ignore' });
}

/** A class that is only there to carry the decorator of a module. */
function Posts() {}

async function nest(load) {
  await load('reflect-metadata');
  await load('./src/main.js');
}

function listen(listener) {
  return createServer(listener).listen(0);
}

/** A handler of the fetch standard as one of Node.js. */
function toListener(handle) {
  return async (request, response) => {
    const body = ['GET', 'HEAD'].includes(request.method) ? undefined : request;
    const options = { method: request.method, headers: request.headers, body, duplex: 'half' };
    const answer = await handle(new Request(`http://${request.headers.host}${request.url}`, options));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  };
}

/** What `node ace serve` does with the routes, without the rest of a project. */
async function adonis(load, folder) {
  const { IgnitorFactory } = await load('@adonisjs/core/factories');
  const importer = (path) => import(path.startsWith('.') ? new URL(path, folder).href : path);
  const refusals = async () => {
    const { ExceptionHandler } = await load('@adonisjs/core/http');
    const { default: server } = await load('@adonisjs/core/services/server');
    server.errorHandler(async () => ({
      default: class extends ExceptionHandler {
        debug = false;
      },
    }));
  };
  const ignitor = new IgnitorFactory()
    .withCoreConfig()
    .withCoreProviders()
    .merge({ rcFileContents: { preloads: [() => load('./start/routes.js'), refusals] } })
    .create(folder, { importer });
  await ignitor.httpServer().start();
}

/** Its own program, which compiles the pages when they are asked for. */
async function next(load, folder) {
  const server = (await load('next'))({ dev: true, dir: fileURLToPath(folder) });
  await server.prepare();
  listen(server.getRequestHandler());
}

/** A PostgreSQL for the fixture's own driver, found through the variables that every driver reads. */
async function database(load, schema) {
  const { PGlite } = await load('@electric-sql/pglite');
  const { PGLiteSocketServer } = await load('@electric-sql/pglite-socket');
  const db = await PGlite.create();
  await db.exec(schema);
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1' });
  await server.start();
  const [PGHOST, PGPORT] = server.getServerConn().split(':');
  Object.assign(process.env, {
    PGHOST,
    PGPORT,
    PGUSER: 'postgres',
    PGDATABASE: 'postgres',
    PGSSLMODE: 'disable',
  });
}
