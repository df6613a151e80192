import { availableParallelism } from 'node:os';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { type CacheUse, type Contents, readContents } from './evidence/reading/read-all-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Host } from './host.ts';
import type { Codebase } from './model/codebase.ts';

export interface FileOptions {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Threads at most. */
  readonly workers: number;
}

/** Finds what every file of a codebase holds, on this machine. */
export function readFiles(
  { root, files }: Codebase,
  options: FileOptions,
  host: Host,
): Promise<Contents & CacheUse> {
  return readContents(files, {
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
