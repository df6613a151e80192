import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { writeCache } from '../../../disk/write-cache.ts';
import type { MigrationFacts } from '../extractors/schemas/read-schemas.ts';

/** What migrations say, by their content. Lines of text, as all of the cache: one that does not read is a miss. */
export interface MigrationCache {
  readonly get: (path: string, hash: string) => MigrationFacts | undefined;
  readonly learn: (path: string, hash: string, facts: MigrationFacts) => void;
  /** Keeps what was asked for in this run. Silent where nothing can be written: it is read again then. */
  readonly save: () => void;
}

/** @param stamp names the code that reads migrations */
export function openMigrationCache(folder: string, stamp: string): MigrationCache {
  let stored: Map<string, string> | undefined;
  const used = new Map<string, string>();
  let isNew = false;
  return {
    get: (path, hash) => {
      const key = keyOf(path, hash);
      const json = (stored ??= load(join(folder, FILE), stamp)).get(key);
      const facts = json === undefined ? undefined : decode(json);
      if (json !== undefined && facts) used.set(key, json);
      return facts;
    },
    learn: (path, hash, facts) => {
      isNew = true;
      used.set(keyOf(path, hash), JSON.stringify(facts));
    },
    save: () => {
      if (!isNew) return;
      try {
        writeCache(folder, FILE, [`${stamp}\n`, ...[...used].map(([key, json]) => `${key}\t${json}\n`)]);
      } catch {
        // A read-only folder costs time, not an answer.
      }
    },
  };
}

/** Remembers nothing. */
export const noMigrationCache: MigrationCache = {
  get: () => undefined,
  learn: () => undefined,
  save: () => undefined,
};

const FILE = 'migrations.tsv';

/** The language decides what a text says. */
function keyOf(path: string, hash: string): string {
  return `${extname(path)}:${hash}`;
}

function load(file: string, stamp: string): Map<string, string> {
  const [head, ...lines] = textOf(file).split('\n');
  if (head !== stamp) return new Map();
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const tab = line.indexOf('\t');
      return tab < 0 ? [] : [[line.slice(0, tab), line.slice(tab + 1)]];
    }),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // No cache yet, or none that can be read.
  }
}

function decode(json: string): MigrationFacts | undefined {
  try {
    const facts = JSON.parse(json) as MigrationFacts;
    return Array.isArray(facts.changes) && Array.isArray(facts.unparsed) ? facts : undefined;
  } catch {
    return undefined;
  }
}
