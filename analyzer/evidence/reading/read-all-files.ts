import { join } from 'node:path';
import type { SourceFile } from '../../model/codebase.ts';
import type { Kept } from '../extractors/sketch/signals.ts';
import type { CacheEntry, FactCache } from './fact-cache.ts';
import { type Arrived, packReplies, unpackReplies } from './packed-replies.ts';
import { readBatch, type ReadRequest } from './read-batch.ts';
import type { FileReading } from './read-file-facts.ts';
import { readInWorkers } from './reading-pool.ts';
import { withLittleInlining } from './with-little-inlining.ts';

export interface ReadingOptions {
  readonly root: string;
  readonly cache: FactCache;
  /** Threads to use at most; 0 reads on this thread. */
  readonly workers: number;
  readonly signal: AbortSignal;
  /** What declared extractors want kept. */
  readonly kept?: Kept | undefined;
  readonly onProgress: (done: number, total: number) => void;
  /** Told of each file that is read in this run, while others are still being read: what waits for none can begin. */
  readonly onReading?: ((path: string, reading: FileReading) => void) | undefined;
  /** Told when other threads begin to read, and this one has time. */
  readonly onThreads?: (() => void) | undefined;
  /** Milliseconds since the epoch when reading began; only to judge which cached times can be trusted. */
  readonly startedAt: number;
}

/** Which content every file has; what it says is there for the asking. */
export interface Contents {
  /**
   * Names the content of each file and its language, in the order of the files; for a file that could not be read, why.
   * The same keys are the same facts.
   */
  readonly keys: ReadonlyMap<string, string>;
  /** Decodes all facts, which takes longer than to find the keys. To be asked once. */
  readonly readings: () => Promise<Readings>;
}

export interface Readings {
  /** In the order of the files given. */
  readonly byPath: ReadonlyMap<string, FileReading>;
}

/** What is true of this run alone. */
export interface CacheUse {
  readonly fromCache: number;
  /** Why the cache could not be saved, where it could not. */
  readonly cacheProblem?: string;
}

/** Below this many files, starting threads (0.1 s each) costs more than it gains. */
const WORTH_WORKERS = 250;

/** From here on the work of the compiler outweighs what its best code saves. */
const WORTH_LITTLE_INLINING = 1000;

/** By path. Of a file that was read in this run, what it says is known already, and its JSON kept for the cache. */
type Found = Map<string, FoundFile>;

interface FoundFile {
  readonly key: string;
  readonly json?: Buffer;
  readonly reading?: FileReading;
}

/**
 * Finds what every file holds: from its size and time where the cache knows them, else by opening it, and parsing where
 * the content is new. Order and threads leave no trace.
 */
export async function readContents(
  files: readonly SourceFile[],
  options: ReadingOptions,
): Promise<Contents & CacheUse> {
  const { found, unknown } = lookUp(files, options);
  await readUnknown(unknown, found, options);
  const cacheProblem = unknown.length > 0 ? await save(files, found, options) : undefined;
  return {
    keys: new Map(files.map(({ path }) => [path, keyOf(found.get(path))])),
    readings: async () => {
      await readUnknown(missing(files, found, options), found, options);
      return { byPath: decodeAll(files, found, options.cache) };
    },
    fromCache: files.length - unknown.length,
    ...(cacheProblem === undefined ? {} : { cacheProblem }),
  };
}

/** Reads every file, from the cache where its content is known, else by parsing. */
export async function readAllFiles(
  files: readonly SourceFile[],
  options: ReadingOptions,
): Promise<Readings & CacheUse> {
  const { readings, keys: _, ...use } = await readContents(files, options);
  return { ...(await readings()), ...use };
}

function keyOf({ key, json }: FoundFile = NOT_FOUND): string {
  return key === '' ? (json?.toString('utf8') ?? '') : key;
}

const NOT_FOUND: FoundFile = { key: '' };

function lookUp(files: readonly SourceFile[], { cache, root }: ReadingOptions) {
  const found: Found = new Map();
  const unknown: ReadRequest[] = [];
  for (const { path, size, mtimeMs } of files) {
    const key = cache.keyOf(path, size, mtimeMs);
    if (key === undefined) unknown.push({ path, absolute: join(root, path) });
    else found.set(path, { key });
  }
  return { found, unknown };
}

/** Files whose facts are neither read nor, although it lists them, in the cache. */
function missing(files: readonly SourceFile[], found: Found, { cache, root }: ReadingOptions): ReadRequest[] {
  return files
    .filter(({ path }) => {
      const { key = '', json } = found.get(path) ?? {};
      return json === undefined && !cache.has(key);
    })
    .map(({ path }) => ({ path, absolute: join(root, path), anew: true }));
}

function jsonOf({ key, json }: FoundFile = NOT_FOUND, cache: FactCache): Buffer | undefined {
  return json ?? cache.get(key);
}

async function readUnknown(
  unknown: readonly ReadRequest[],
  found: Found,
  options: ReadingOptions,
): Promise<void> {
  const { workers, signal, cache, onProgress, onReading } = options;
  if (unknown.length === 0) return;
  let done = 0;
  const take = (replies: readonly Arrived[]): void => {
    for (const { path, key, json } of replies) {
      const reading = json && decode(json);
      found.set(path, reading ? { key, json, reading } : { key });
      if (reading) onReading?.(path, reading);
    }
    onProgress((done += replies.length), unknown.length);
  };
  const pool = { known: cache.keys(), kept: options.kept, onReplies: take, signal };
  if (workers > 0 && unknown.length >= WORTH_WORKERS) {
    const read = (): Promise<void> => readInWorkers(unknown, { ...pool, workers });
    const pending = unknown.length < WORTH_LITTLE_INLINING ? read() : withLittleInlining(read);
    options.onThreads?.();
    return pending;
  }
  const tooDeep = await readHere(unknown, take, options);
  // Workers have forty times the stack, so what did not fit here gets a second chance there.
  if (tooDeep.length > 0) await readInWorkers(tooDeep, { ...pool, workers: 1 });
}

/** Reads on this thread, and returns what nests too deep for it. */
async function readHere(
  unknown: readonly ReadRequest[],
  take: (replies: readonly Arrived[]) => void,
  { cache, signal, kept }: ReadingOptions,
): Promise<ReadRequest[]> {
  const known = new Set(cache.keys());
  const tooDeep: ReadRequest[] = [];
  for (let at = 0; at < unknown.length; at += BATCH) {
    signal.throwIfAborted();
    const batch = unknown.slice(at, at + BATCH);
    const replies = await readBatch(batch, known, kept);
    take(unpackReplies(packReplies(replies.filter((reply) => !reply.tooDeep))));
    const deep = new Set(replies.flatMap((reply) => (reply.tooDeep ? [reply.path] : [])));
    tooDeep.push(...batch.filter(({ path }) => deep.has(path)));
  }
  return tooDeep;
}

const BATCH = 32;

function decodeAll(files: readonly SourceFile[], found: Found, cache: FactCache): Map<string, FileReading> {
  const readings = new Map<string, FileReading>();
  for (const { path } of files) {
    const file = found.get(path);
    readings.set(path, file?.reading ?? decode(jsonOf(file, cache)));
    found.delete(path); // The text is as large as what it says, and nobody needs both.
  }
  return readings;
}

/** A line of the cache may be torn or forged: what does not look like a reading counts as unreadable. */
function decode(json: Buffer | undefined): FileReading {
  try {
    const reading = JSON.parse(json?.toString('utf8') ?? '') as FileReading;
    if ('unread' in reading ? typeof reading.unread === 'string' : Array.isArray(reading.facts.imports))
      return reading;
  } catch {
    // Falls through.
  }
  return { unread: 'unreadable' };
}

/** Two changes within the clock's grain look like one: a file this young is read again next time (as git does). */
const GRAIN_MS = 2000;

async function save(
  files: readonly SourceFile[],
  found: Found,
  options: ReadingOptions,
): Promise<string | undefined> {
  const { cache, startedAt } = options;
  await readUnknown(missing(files, found, options), found, options);
  const entries = files.flatMap(({ path, size, mtimeMs }): CacheEntry[] => {
    const entry = found.get(path);
    const json = jsonOf(entry, cache);
    if (!entry || entry.key === '' || json === undefined) return [];
    return [{ path, key: entry.key, json, size, mtimeMs, settled: mtimeMs < startedAt - GRAIN_MS }];
  });
  return cache.save(entries);
}
