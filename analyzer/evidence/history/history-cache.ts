import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../../disk/write-atomically.ts';
import type { History } from '../../model/evidence.ts';

/** What makes two histories the same: a commit never changes, nor does what leads to it. */
export interface HistoryKey {
  /** Object id of the newest commit. */
  readonly head: string;
  /** Path of the analysed folder inside the repository. */
  readonly prefix: string;
  readonly maxCommits: number;
  readonly modules: ReadonlySet<string>;
}

/** Remembers the last history that was read. */
export interface HistoryCache {
  readonly get: (key: HistoryKey) => History | undefined;
  readonly save: (key: HistoryKey, history: History) => void;
}

const cachedSchema = z.object({
  key: z.string(),
  history: z.object({
    available: z.literal(true),
    commits: z.array(z.array(z.string())),
    authors: z.array(z.object({ module: z.string(), authors: z.number(), commits: z.number() })),
  }),
});

/** @param stamp names the code that reads history, so that a change of it is a miss */
export function openHistoryCache(folder: string, stamp: string): HistoryCache {
  const file = join(folder, 'history.json');
  const nameOf = (key: HistoryKey): string => digest(stamp, key);
  return {
    get: (key) => {
      const cached = cachedSchema.safeParse(read(file));
      return cached.success && cached.data.key === nameOf(key) ? cached.data.history : undefined;
    },
    save: (key, history) => {
      try {
        writeAtomically(file, [JSON.stringify({ key: nameOf(key), history })]);
      } catch {
        // The cache of facts, in the same folder, has told already that nothing can be kept there.
      }
    },
  };
}

/** A cache that remembers nothing. */
export const noHistoryCache: HistoryCache = { get: () => undefined, save: () => undefined };

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function digest(stamp: string, { head, prefix, maxCommits, modules }: HistoryKey): string {
  const hash = createHash('sha1').update(JSON.stringify([stamp, head, prefix, maxCommits]));
  for (const module of modules) hash.update(`${module}\0`);
  return hash.digest('base64url');
}
