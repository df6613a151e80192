import { availableParallelism } from 'node:os';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { type CacheUse, type Contents, readContents } from './evidence/reading/read-all-files.ts';
import type { FileReading } from './evidence/reading/read-file-facts.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Host } from './host.ts';
import type { Codebase, Resolve } from './model/codebase.ts';

export interface FileOptions {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Threads at most. */
  readonly workers: number;
  /** Asked about the imports of a file as soon as it is read; it should remember its answers. */
  readonly resolver?: Resolve;
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
    onReading: options.resolver && resolveAhead(options.resolver),
  });
}

/** One core is left to this thread, which joins what the others read, and to git. */
function threads(): number {
  return Math.max(1, availableParallelism() - 1);
}

/** This thread has little to do while another one parses. */
function resolveAhead(resolve: Resolve): (path: string, reading: FileReading) => void {
  return (path, reading) => {
    if (!('facts' in reading)) return;
    for (const { specifier } of reading.facts.imports) if (specifier !== undefined) resolve(path, specifier);
  };
}
