import { z } from 'zod';

/** An argument by its place, or an option of the first object among the arguments by its name. */
const place = z.union([z.int().min(0).max(9), z.string().regex(/^[a-z]\w*$/u)]);

const endpoint = z.strictObject({
  call: z.string().regex(/^\w+$/u).describe('Method of what the source gives, or function that it exports.'),
  method: z
    .union([z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL']), place])
    .describe('HTTP method: itself, the place of an argument, or the name of an option.'),
  path: place.describe('Place of the argument that is the path, or name of the option.'),
  handler: place.exactOptional().describe('Likewise, of the function that answers; absent: the last one.'),
});

/** A framework of a team's own, as data: nothing of it runs. */
export const declarationSchema = z.strictObject({
  name: z.string().regex(/^[a-z][\w-]*$/u),
  from: z.string().min(1).max(300).describe('Package, or file of the repository, that brings the framework.'),
  endpoints: z.array(endpoint).min(1).max(100),
});

export type Declaration = z.output<typeof declarationSchema>;
