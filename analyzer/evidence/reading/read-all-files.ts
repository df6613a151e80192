import { join } from 'node:path';
import type { SourceFile } from '../../model/codebase.ts';
import type { CacheEntry, FactCache } from './fact-cache.ts';
import { readBatch, type ReadReply, type ReadRequest } from './read-batch.ts';
import type { FileReading } from './read-file-facts.ts';
import { readInWorkers } from './reading-pool.ts';

export interface ReadingOptions {
  readonly root: string;
  readonly cache: FactCache;
  /** Threads to use at most; 0 reads on this thread. */
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Milliseconds since the epoch when reading began; only to judge which cached times can be trusted. */
  readonly startedAt: number;
}

export interface Readings {
  /** In the order of the files given. */
  readonly byPath: ReadonlyMap<string, FileReading>;
  readonly fromCache: number;
  /** Why the cache could not be saved, where it could not. */
  readonly cacheProblem?: string;
}

/** Below this many files, starting threads (0.3 s each for the parser) costs more than it gains. */
const WORTH_WORKERS = 250;

interface Found {
  readonly key: string;
  readonly json: string;
}

/** Reads every file, from the cache where its content is known, else by parsing. Order and threads leave no trace. */
export async function readAllFiles(files: readonly SourceFile[], options: ReadingOptions): Promise<Readings> {
  const { cache, onProgress } = options;
  const { found, unknown } = lookUp(files, options);
  const take = (replies: readonly ReadReply[]): void => {
    for (const { path, key, json } of replies) found.set(path, { key, json: json ?? cache.get(key) ?? '' });
    onProgress(found.size, files.length);
  };
  await readUnknown(unknown, take, options);
  const cacheProblem =
    unknown.length > 0 ? cache.save(entriesOf(files, found, options.startedAt)) : undefined;
  return {
    byPath: new Map(files.map(({ path }) => [path, decode(found.get(path)?.json)])),
    fromCache: files.length - unknown.length,
    ...(cacheProblem === undefined ? {} : { cacheProblem }),
  };
}

function lookUp(files: readonly SourceFile[], { cache, root }: ReadingOptions) {
  const found = new Map<string, Found>();
  const unknown: ReadRequest[] = [];
  for (const { path, size, mtimeMs } of files) {
    const key = cache.keyOf(path, size, mtimeMs);
    const json = key === undefined ? undefined : cache.get(key);
    if (key !== undefined && json !== undefined) found.set(path, { key, json });
    else unknown.push({ path, absolute: join(root, path) });
  }
  return { found, unknown };
}

type Take = (replies: readonly ReadReply[]) => void;

async function readUnknown(
  unknown: readonly ReadRequest[],
  take: Take,
  options: ReadingOptions,
): Promise<void> {
  const { workers, signal, cache } = options;
  if (unknown.length === 0) return;
  const pool = { known: cache.keys(), onReplies: take, signal };
  if (workers > 0 && unknown.length >= WORTH_WORKERS) return readInWorkers(unknown, { ...pool, workers });
  const tooDeep = await readHere(unknown, take, options);
  // Workers have forty times the stack, so what did not fit here gets a second chance there.
  if (tooDeep.length > 0) await readInWorkers(tooDeep, { ...pool, workers: 1 });
}

/** Reads on this thread, and returns what nests too deep for it. */
async function readHere(
  unknown: readonly ReadRequest[],
  take: Take,
  { cache, signal }: ReadingOptions,
): Promise<ReadRequest[]> {
  const known = new Set(cache.keys());
  const tooDeep: ReadRequest[] = [];
  for (let at = 0; at < unknown.length; at += BATCH) {
    signal.throwIfAborted();
    const batch = unknown.slice(at, at + BATCH);
    const replies = await readBatch(batch, known);
    take(replies.filter(({ json }) => json !== TOO_DEEP));
    tooDeep.push(...batch.filter((_, index) => replies[index]?.json === TOO_DEEP));
  }
  return tooDeep;
}

const BATCH = 32;
const TOO_DEEP = JSON.stringify({ unread: 'too-deep' });

/** A line of the cache may be torn or forged: what does not look like a reading counts as unreadable. */
function decode(json: string | undefined): FileReading {
  try {
    const reading = JSON.parse(json ?? '') as FileReading;
    if ('unread' in reading ? typeof reading.unread === 'string' : Array.isArray(reading.facts.imports))
      return reading;
  } catch {
    // Falls through.
  }
  return { unread: 'unreadable' };
}

/** Two changes within the clock's grain look like one: a file this young is read again next time (as git does). */
const GRAIN_MS = 2000;

function entriesOf(
  files: readonly SourceFile[],
  found: ReadonlyMap<string, Found>,
  startedAt: number,
): CacheEntry[] {
  return files.flatMap(({ path, size, mtimeMs }) => {
    const entry = found.get(path);
    if (!entry || entry.key === '') return [];
    return [{ path, size, mtimeMs, ...entry, settled: mtimeMs < startedAt - GRAIN_MS }];
  });
}
