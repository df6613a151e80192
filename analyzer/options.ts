import { z } from 'zod';
import { declarationSchema } from './evidence/extractors/declaration.ts';

const optionsSchema = z.strictObject({
  /** Globs, relative to the root; empty means everything that the defaults keep. */
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  /** Keep test files as modules. */
  tests: z.boolean().default(false),
  /** Larger files are data rather than code; they are listed and not read. */
  maxFileBytes: z
    .int()
    .positive()
    .default(2 * 1024 * 1024),
  /** Newest commits to look at; 0 leaves history out. */
  commits: z.int().min(0).default(5000),
  /** Let folder names speak for boundaries. */
  folders: z.boolean().default(true),
  /** Exactly this many services, where given. */
  services: z.int().positive().optional(),
  seed: z.int().min(0).default(1),
  /** Threads for reading; 0 reads on the calling thread. */
  workers: z.int().min(0).max(64).default(4),
  /** Remember facts under `.banyan/cache`. */
  cache: z.boolean().default(true),
  /** Frameworks of the team's own, as data. */
  extractors: z.array(declarationSchema).max(50).optional(),
  /** File of an earlier result, which is taken again where it was made of the same input. */
  result: z.string().optional(),
  /** A dependency-cruiser result (JSON text) to take the module graph from. */
  cruise: z.string().optional(),
  /** Summaries of observed traffic: JSON texts with the names by which faults are told. */
  traffic: z.array(z.strictObject({ name: z.string(), text: z.string() })).optional(),
});

/** What a user may write. */
export type AnalyzerOptions = z.input<typeof optionsSchema>;
/** What every stage receives: complete and checked. */
export type ResolvedAnalyzerOptions = z.output<typeof optionsSchema>;

/** @throws ZodError where an option is unknown or out of range: callers check what users wrote before */
export function resolveOptions(options: AnalyzerOptions): ResolvedAnalyzerOptions {
  return optionsSchema.parse(options);
}
