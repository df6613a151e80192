import { z } from 'zod';

const id = z.string().min(1);

/** The written form of design §4.2: a module graph of any language, as a person or another tool writes it. */
export const graphSchema = z.object({
  formatVersion: z.literal(1),
  name: z.string().optional(),
  modules: z.array(
    z.object({
      id,
      size: z.number().nonnegative().default(1),
      terms: z.array(z.string()).default([]),
      folder: z.string().optional(),
    }),
  ),
  dependencies: z
    .array(
      z.object({
        from: id,
        to: id,
        kind: z
          .enum(['value', 'type', 'dynamic', 'require', 'reexport', 'inject', 'event', 'call'])
          .default('value'),
        weight: z.number().nonnegative().default(1),
      }),
    )
    .default([]),
  accesses: z
    .array(z.object({ module: id, entity: id, mode: z.enum(['read', 'write']).default('read') }))
    .default([]),
  transactions: z
    .array(z.object({ module: id, entities: z.array(id), scope: z.string().default('') }))
    .default([]),
  useCases: z.array(z.object({ id, modules: z.array(id), writes: z.array(id).optional() })).default([]),
  commits: z.array(z.array(id)).optional(),
});

/** A graph with its defaults filled in. */
export type GraphFile = z.output<typeof graphSchema>;
