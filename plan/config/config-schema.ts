import { z } from 'zod';
import type { JsonSchema } from '../schema/json-schema.ts';
import { size } from '../schema/scalars.ts';

const glob = z.string().min(1, 'must name files').max(500, 'must have at most 500 characters');

/** An argument by its place, or an option by its name. */
const place = z.union([z.int().min(0).max(9), z.string().regex(/^[a-z]\w*$/u)]);

/** The analyzer has the same shape (`analyzer/evidence/extractors/declaration.ts`); a test holds them equal. */
const extractor = z.strictObject({
  name: z.string().regex(/^[a-z][\w-]*$/u, 'must be a word in lower case'),
  from: z.string().min(1).max(300).describe('Package, or file of the repository, that brings the framework.'),
  endpoints: z
    .array(
      z.strictObject({
        call: z.string().regex(/^\w+$/u, 'must be the name of a method or function'),
        method: z.union([z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL']), place]),
        path: place,
        handler: place.exactOptional(),
      }),
    )
    .min(1)
    .max(100),
});

/** What of a repository is read, and how: the same for everyone who works on it, so it is kept in git. */
export const configSchema = z
  .strictObject({
    $schema: z.string().exactOptional(),
    version: z.literal(1).describe('Format of this file.'),
    include: z.array(glob).exactOptional().describe('Only these files, relative to the root; absent: all.'),
    exclude: z
      .array(glob)
      .exactOptional()
      .describe('Left out as well as tests, declarations and generated code.'),
    tests: z.boolean().exactOptional().describe('Keep test files as modules; absent: false.'),
    maxFileSize: size.exactOptional().describe('Larger files are data, and listed as skipped; absent: 2mb.'),
    folders: z.boolean().exactOptional().describe('Whether folder names speak for boundaries; absent: true.'),
    commits: z
      .int()
      .min(0)
      .exactOptional()
      .describe('Newest commits to look at; 0 leaves history out; absent: 5000.'),
    services: z.int().min(1).exactOptional().describe('Propose exactly this many services.'),
    seed: z.int().min(0).exactOptional().describe('Repeats a run with another seed; absent: 1.'),
    workers: z.int().min(0).max(64).exactOptional().describe('Threads for reading at most.'),
    cache: z.boolean().exactOptional().describe('Remember facts of files under .banyan/cache; absent: true.'),
    extractors: z
      .array(extractor)
      .max(50)
      .exactOptional()
      .describe('Frameworks of your own: which calls of them are endpoints.'),
  })
  .describe('What of a repository banyan reads, and how.');

export type Config = Readonly<z.output<typeof configSchema>>;

/** The JSON Schema (draft 2020-12) of `banyan.config.yaml`, for editors. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' }) as JsonSchema;
  return { $id: 'https://banyan.dev/schemas/config.schema.json', title: 'Banyan configuration', ...schema };
}
