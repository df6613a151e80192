import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCache } from '../../../disk/write-cache.ts';

/** What is known of a path from its last reading. */
interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly key: string;
}

/**
 * Facts by content, and content by path where size and time show that a file is unchanged. Kept as lines of text, so
 * that a cache planted in a repository can at most be ignored: a line that does not read is a miss. Two files: a run
 * that finds all contents known may have no need of their facts.
 */
export interface FactCache {
  /** Key of a file that has not changed since it was read. */
  readonly keyOf: (path: string, size: number, mtimeMs: number) => string | undefined;
  /** Facts as JSON. */
  readonly get: (key: string) => Buffer | undefined;
  /** A key may be listed and its facts be gone. */
  readonly has: (key: string) => boolean;
  /** All that are listed. */
  readonly keys: () => string[];
  /** Replaces the whole cache by what this run used. Returns why it could not, or nothing. */
  readonly save: (entries: readonly CacheEntry[]) => string | undefined;
}

export interface CacheEntry extends Stamp {
  readonly path: string;
  readonly json: Buffer;
  /** False where the file changed so lately that a second change could hide behind the same time. */
  readonly settled: boolean;
}

export function openFactCache(folder: string, stamp: string): FactCache {
  const { stamps, keys } = loadStamps(join(folder, STAMPS), stamp);
  let loaded: Map<string, Buffer> | undefined;
  const facts = (): Map<string, Buffer> => (loaded ??= loadFacts(join(folder, FACTS), stamp));
  return {
    keyOf: (path, size, mtimeMs) => {
      const known = stamps.get(path);
      return known && known.size === size && known.mtimeMs === mtimeMs ? known.key : undefined;
    },
    get: (key) => facts().get(key),
    has: (key) => facts().has(key),
    keys: () => [...keys],
    save: (entries) => {
      try {
        writeCache(folder, FACTS, factLines(stamp, entries));
        writeCache(folder, STAMPS, stampLines(stamp, entries));
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

const FACTS = 'facts.tsv';
const STAMPS = 'files.tsv';

/** A cache that remembers nothing. */
export const noFactCache: FactCache = {
  keyOf: () => undefined,
  get: () => undefined,
  has: () => false,
  keys: () => [],
  save: () => undefined,
};

function loadStamps(file: string, stamp: string): { stamps: Map<string, Stamp>; keys: Set<string> } {
  const stamps = new Map<string, Stamp>();
  const keys = new Set<string>();
  const [head, ...lines] = bytesOf(file).toString('utf8').split('\n');
  if (head !== stamp) return { stamps, keys };
  for (const line of lines) {
    const [key, size, mtimeMs, json] = line.split('\t');
    if (key === undefined || key === '') continue;
    keys.add(key);
    const path = parsePath(json);
    if (path !== undefined) stamps.set(path, { key, size: Number(size), mtimeMs: Number(mtimeMs) });
  }
  return { stamps, keys };
}

/** Lines stay bytes until somebody asks: as one string they would take twice the memory. */
function loadFacts(file: string, stamp: string): Map<string, Buffer> {
  const facts = new Map<string, Buffer>();
  const bytes = bytesOf(file);
  let start = bytes.indexOf(LINE_END) + 1;
  if (bytes.toString('utf8', 0, start) !== `${stamp}\n`) return facts;
  for (let end = bytes.indexOf(LINE_END, start); end >= 0; end = bytes.indexOf(LINE_END, start)) {
    const tab = bytes.indexOf(TAB, start);
    const json = bytes.subarray(tab + 1, end);
    if (tab >= 0 && tab < end && looksRead(json)) facts.set(bytes.toString('latin1', start, tab), json);
    start = end + 1;
  }
  return facts;
}

const LINE_END = 0x0a;
const TAB = 0x09;

/** A torn line is a miss. (A line forged with care is as good as forged code, which a repository can hold as well.) */
function looksRead(json: Buffer): boolean {
  return /^\{"(?:facts":\{"lines|unread)":/u.test(json.toString('latin1', 0, 24)) && json.at(-1) === CLOSING;
}

const CLOSING = 0x7d;

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // No cache yet, or none that can be read: everything is read anew.
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
function* factLines(stamp: string, entries: readonly CacheEntry[]): Generator<string | Buffer> {
  yield `${stamp}\n`;
  const written = new Set<string>();
  for (const { key, json } of entries) {
    if (written.has(key)) continue;
    written.add(key);
    yield `${key}\t`;
    yield json;
    yield '\n';
  }
}

/** Of a file that is not settled the key alone is kept. */
function* stampLines(stamp: string, entries: readonly CacheEntry[]): Generator<string> {
  yield `${stamp}\n`;
  for (const { path, key, size, mtimeMs, settled } of entries) {
    yield settled ? `${key}\t${size}\t${mtimeMs}\t${JSON.stringify(path)}\n` : `${key}\n`;
  }
}
