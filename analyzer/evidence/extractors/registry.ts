import { externals } from './data/externals.ts';
import { knex } from './data/knex.ts';
import { mongoose } from './data/mongoose.ts';
import { prisma } from './data/prisma.ts';
import { sql } from './data/sql.ts';
import { transactional } from './data/transactional.ts';
import { typegoose } from './data/typegoose.ts';
import { typeorm } from './data/typeorm.ts';
import { drizzle } from './data/drizzle.ts';
import { kysely } from './data/kysely.ts';
import { mikroOrm } from './data/mikro-orm.ts';
import { objection } from './data/objection.ts';
import { sequelize } from './data/sequelize.ts';
import { environment } from './data/environment.ts';
import { redis } from './data/redis.ts';
import type { Extractor } from './extractor.ts';
import { express } from './http/express.ts';
import { fastify } from './http/fastify.ts';
import { graphql } from './http/graphql.ts';
import { koa } from './http/koa.ts';
import { nestEntries } from './http/nest-entries.ts';
import { nest } from './http/nest.ts';
import { adonis } from './http/adonis.ts';
import { feathers } from './http/feathers.ts';
import { graphqlResolvers } from './http/graphql-resolvers.ts';
import { hapi } from './http/hapi.ts';
import { hono } from './http/hono.ts';
import { next } from './http/next.ts';
import { remix } from './http/remix.ts';
import { routingControllers } from './http/routing-controllers.ts';
import { sails } from './http/sails.ts';
import { trpc } from './http/trpc.ts';
import { tsRest } from './http/ts-rest.ts';
import { tsoa } from './http/tsoa.ts';
import type { Kept, Signals } from './sketch/signals.ts';

/** Every framework and data layer that Banyan reads. A new one is one line here. */
export const extractors: readonly Extractor[] = [
  adonis,
  drizzle,
  environment,
  express,
  externals,
  fastify,
  feathers,
  graphql,
  graphqlResolvers,
  hapi,
  hono,
  knex,
  koa,
  kysely,
  mikroOrm,
  mongoose,
  nest,
  nestEntries,
  next,
  objection,
  prisma,
  redis,
  remix,
  routingControllers,
  sails,
  sequelize,
  sql,
  transactional,
  trpc,
  tsRest,
  tsoa,
  typegoose,
  typeorm,
];

/** What the sketch of a file must keep for these extractors. */
export function signalsOf(list: readonly Extractor[], { calls, packages: others }: Kept = NOTHING): Signals {
  const packages = new Set([...list.flatMap((one) => one.packages), ...others]);
  const answers = new Map<string, boolean>();
  const named = calls.length === 0 ? '' : `|^(?:${calls.join('|')})$`;
  return {
    methods: new Set([...list.flatMap(({ methods = [] }) => methods), ...calls]),
    callees: new RegExp(`transaction|^atomic|withtx|intx|unitofwork${named}`, 'iu'),
    packages: (specifier) => {
      let known = answers.get(specifier);
      if (known === undefined) answers.set(specifier, (known = packages.has(packageOf(specifier))));
      return known;
    },
  };
}

const NOTHING: Kept = { calls: [], packages: [] };

function packageOf(specifier: string): string {
  const bare = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  const [first = '', second = ''] = bare.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
