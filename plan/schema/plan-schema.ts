import { z } from 'zod';
import { checkSchema } from './check.ts';
import { decisionSchema, sharedSchema } from './decisions.ts';
import { entityName, modulePattern, serviceName } from './names.ts';
import { proxySchema } from './proxy.ts';
import { routeSchema } from './route.ts';
import { date, text } from './scalars.ts';
import { upstreamSchema } from './upstream.ts';

/** The version that this release writes and reads. It is the first; the next one brings the migration from it, and newer ones are refused. */
export const PLAN_VERSION = 1;

const service = z.strictObject({
  description: z.string().max(2000).exactOptional(),
  upstream: upstreamSchema.exactOptional().describe('Where it listens, once it runs.'),
  owner: text('a team').exactOptional(),
  modules: z
    .array(modulePattern)
    .default([])
    .describe('Modules and globs: pins that analysis never overrides.'),
  public: z
    .array(modulePattern)
    .exactOptional()
    .describe('The modules that others may import; absent: every module.'),
  uses: z.array(serviceName).default([]).describe('Services that it may depend on: a wanted dependency.'),
  data: z
    .strictObject({
      owns: z.array(entityName).default([]).describe('Tables that only this service may touch.'),
      reads: z.array(entityName).default([]).describe('Tables of others that it may read for now.'),
    })
    .exactOptional(),
});

const wave = z.strictObject({
  name: text('the wave'),
  services: z.array(serviceName).min(1, 'must name a service'),
  target: date.exactOptional(),
  exit: z.array(text('a condition')).exactOptional().describe('What must hold before the next wave.'),
});

/** The plan as a human writes it (`z.input`) and as its readers receive it (`z.output`). */
export const planSchema = z
  .strictObject({
    version: z.literal(PLAN_VERSION).describe('Format of this file.'),
    monolith: z
      .strictObject({ upstream: upstreamSchema, owner: text('a team').exactOptional() })
      .exactOptional()
      .describe('Where the monolith listens; needed by the proxy.'),
    services: z.record(serviceName, service).default({}),
    decisions: z.array(decisionSchema).default([]),
    shared: sharedSchema.default({}),
    roots: z
      .array(modulePattern)
      .default([])
      .describe('Modules that only wire others (main, app module): they may import everything.'),
    routes: z.array(routeSchema).default([]),
    proxy: proxySchema.exactOptional(),
    waves: z.array(wave).default([]),
    check: checkSchema.exactOptional(),
  })
  .describe('A Banyan plan: services, routes and how far each has moved.');
