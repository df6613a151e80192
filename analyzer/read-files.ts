import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { readAllFiles, type Readings } from './evidence/reading/read-all-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import type { Host } from './host.ts';
import type { Codebase } from './model/codebase.ts';

export interface FileOptions {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Threads at most. */
  readonly workers: number;
}

/** Reads the facts of every file of a codebase, on this machine. */
export function readFiles({ root, files }: Codebase, options: FileOptions, host: Host): Promise<Readings> {
  return readAllFiles(files, {
    root,
    cache: options.cache ? openFactCache(cacheFolder(root), readerStamp()) : noFactCache,
    workers: Math.min(options.workers, threads()),
    signal: host.signal,
    startedAt: host.epoch(),
    onProgress: (done, total) => host.onProgress({ stage: 'read', done, total }),
  });
}

/** One core is left to this thread, which joins what the others read, and to git. */
function threads(): number {
  return Math.max(1, availableParallelism() - 1);
}

export function cacheFolder(root: string): string {
  return join(root, '.banyan', 'cache');
}
