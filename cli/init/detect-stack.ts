/** What the manifests of a repository say about it. Names are those that people use. */
export interface Stack {
  readonly frameworks: readonly string[];
  readonly dataLayers: readonly string[];
  readonly workspaces: 'npm' | 'pnpm' | 'yarn' | 'nx' | 'turbo' | 'lerna' | 'none';
}

const FRAMEWORKS: Readonly<Record<string, string>> = {
  '@nestjs/core': 'NestJS',
  express: 'Express',
  fastify: 'Fastify',
  koa: 'Koa',
  hono: 'Hono',
  '@hapi/hapi': 'hapi',
  '@adonisjs/core': 'AdonisJS',
  next: 'Next.js',
  '@remix-run/node': 'Remix',
  sails: 'Sails',
  '@trpc/server': 'tRPC',
  '@apollo/server': 'Apollo GraphQL',
  '@feathersjs/feathers': 'Feathers',
  '@loopback/core': 'LoopBack',
  '@medusajs/medusa': 'Medusa',
  restify: 'restify',
  'routing-controllers': 'routing-controllers',
};

const DATA_LAYERS: Readonly<Record<string, string>> = {
  '@prisma/client': 'Prisma',
  prisma: 'Prisma',
  typeorm: 'TypeORM',
  '@mikro-orm/core': 'MikroORM',
  sequelize: 'Sequelize',
  'drizzle-orm': 'Drizzle',
  mongoose: 'Mongoose',
  knex: 'Knex',
  objection: 'Objection',
  kysely: 'Kysely',
  pg: 'node-postgres',
  mysql2: 'mysql2',
  mongodb: 'MongoDB driver',
};

/** The parts of a package.json that matter here. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly workspaces?: unknown;
}

/** `files` are the names at the top of the repository. */
export function detectStack(manifests: readonly Manifest[], files: ReadonlySet<string>): Stack {
  const used = new Set(
    manifests.flatMap(({ dependencies, devDependencies }) =>
      Object.keys({ ...dependencies, ...devDependencies }),
    ),
  );
  const named = (names: Readonly<Record<string, string>>): string[] =>
    [...new Set(Object.entries(names).flatMap(([name, title]) => (used.has(name) ? [title] : [])))].sort();
  return {
    frameworks: named(FRAMEWORKS),
    dataLayers: named(DATA_LAYERS),
    workspaces: workspacesOf(manifests[0], files),
  };
}

function workspacesOf(root: Manifest | undefined, files: ReadonlySet<string>): Stack['workspaces'] {
  if (files.has('nx.json')) return 'nx';
  if (files.has('turbo.json')) return 'turbo';
  if (files.has('pnpm-workspace.yaml')) return 'pnpm';
  if (files.has('lerna.json')) return 'lerna';
  if (root?.workspaces === undefined) return 'none';
  return files.has('yarn.lock') ? 'yarn' : 'npm';
}
