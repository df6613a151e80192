import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../../disk/write-atomically.ts';

/** What is known of a path from its last reading. */
interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly key: string;
}

/**
 * Facts by content, and content by path where size and time show that a file is unchanged. Kept as lines of text, so
 * that a cache planted in a repository can at most be ignored: a line that does not read is a miss.
 */
export interface FactCache {
  /** Key of a file that has not changed since it was read. */
  readonly keyOf: (path: string, size: number, mtimeMs: number) => string | undefined;
  readonly get: (key: string) => string | undefined;
  readonly keys: () => string[];
  /** Replaces the whole cache by what this run used. Returns why it could not, or nothing. */
  readonly save: (entries: readonly CacheEntry[]) => string | undefined;
}

export interface CacheEntry extends Stamp {
  readonly path: string;
  readonly json: string;
  /** False where the file changed so lately that a second change could hide behind the same time. */
  readonly settled: boolean;
}

export function openFactCache(folder: string, stamp: string): FactCache {
  const file = join(folder, 'facts.tsv');
  const { stamps, facts } = load(file, stamp);
  return {
    keyOf: (path, size, mtimeMs) => {
      const known = stamps.get(path);
      return known && known.size === size && known.mtimeMs === mtimeMs ? known.key : undefined;
    },
    get: (key) => facts.get(key),
    keys: () => [...facts.keys()],
    save: (entries) => {
      try {
        writeAtomically(join(folder, '.gitignore'), ['*\n']);
        writeAtomically(file, linesOf(stamp, entries));
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

/** A cache that remembers nothing. */
export const noFactCache: FactCache = {
  keyOf: () => undefined,
  get: () => undefined,
  keys: () => [],
  save: () => undefined,
};

function load(file: string, stamp: string): { stamps: Map<string, Stamp>; facts: Map<string, string> } {
  const stamps = new Map<string, Stamp>();
  const facts = new Map<string, string>();
  const [head, ...lines] = textOf(file).split('\n');
  if (head !== stamp) return { stamps, facts };
  for (const line of lines) {
    const [kind, key, ...rest] = line.split('\t');
    if (kind === 'F' && key !== undefined && looksRead(rest[0])) facts.set(key, rest[0]);
    if (kind === 'S' && key !== undefined) {
      const path = parsePath(rest[2]);
      if (path !== undefined) stamps.set(path, { key, size: Number(rest[0]), mtimeMs: Number(rest[1]) });
    }
  }
  return { stamps, facts };
}

/** A torn line is a miss. (A line forged with care is as good as forged code, which a repository can hold as well.) */
function looksRead(json: string | undefined): json is string {
  return json !== undefined && /^\{"(?:facts":\{"lines|unread)":/u.test(json) && json.endsWith('}');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // No cache yet, or none that can be read: everything is read anew.
  }
}

function parsePath(json: string | undefined): string | undefined {
  try {
    const path: unknown = JSON.parse(json ?? '');
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

/** JSON escapes tabs and line ends, so neither can be inside a column. */
function* linesOf(stamp: string, entries: readonly CacheEntry[]): Generator<string> {
  yield `${stamp}\n`;
  const written = new Set<string>();
  for (const { path, key, size, mtimeMs, json, settled } of entries) {
    if (!written.has(key)) yield `F\t${key}\t${json}\n`;
    written.add(key);
    if (settled) yield `S\t${key}\t${size}\t${mtimeMs}\t${JSON.stringify(path)}\n`;
  }
}
