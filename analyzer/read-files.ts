import { availableParallelism } from 'node:os';
import type { Declaration } from './evidence/extractors/declaration.ts';
import type { SchemaFacts } from './evidence/extractors/schemas/schema-facts.ts';
import type { Kept } from './evidence/extractors/sketch/signals.ts';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { type CacheUse, type Contents, readContents } from './evidence/reading/read-all-files.ts';
import type { FileReading } from './evidence/reading/read-file-facts.ts';
import { noMigrationCache, openMigrationCache } from './evidence/reading/migration-cache.ts';
import { openSchemaFiles } from './evidence/reading/read-schema-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import { buildStamp } from './build-stamp.ts';
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
  /** Frameworks of the team's own. */
  readonly extractors?: readonly Declaration[] | undefined;
}

/** What the files of a codebase hold. */
export interface FilesRead extends Contents, CacheUse {
  /** What schema files and migrations say; read once, when first asked or while other threads read code. */
  readonly schemas: () => Promise<SchemaFacts>;
  /** Names the content of each schema file and migration, in sorted order. */
  readonly schemaKeys: () => ReadonlyMap<string, string>;
}

/** Finds what every file of a codebase holds, on this machine. */
export async function readFiles(codebase: Codebase, options: FileOptions, host: Host): Promise<FilesRead> {
  const { root, files } = codebase;
  let pending: Promise<SchemaFacts> | undefined;
  const schemaFiles = openSchemaFiles(
    codebase,
    options.cache ? openMigrationCache(cacheFolder(root), buildStamp()) : noMigrationCache,
  );
  const schemas = (): Promise<SchemaFacts> => (pending ??= schemaFiles.facts(host.signal));
  const kept = keptFor(options.extractors ?? []);
  const stamp = `${readerStamp()}${kept ? JSON.stringify(kept) : ''}`;
  const contents = await readContents(files, {
    root,
    kept,
    cache: options.cache ? openFactCache(cacheFolder(root), stamp) : noFactCache,
    workers: Math.min(options.workers, threads()),
    signal: host.signal,
    startedAt: host.epoch(),
    onProgress: (done, total) => host.onProgress({ stage: 'read', done, total }),
    onReading: options.resolver && resolveAhead(options.resolver),
    onThreads: () => void schemas().catch(() => undefined), // Whoever asks for them is told.
  });
  return { ...contents, schemas, schemaKeys: schemaFiles.keys };
}

/** Facts hold what declared extractors ask for, so other declarations are other facts. */
function keptFor(extractors: readonly Declaration[]): Kept | undefined {
  if (extractors.length === 0) return undefined;
  return {
    calls: extractors.flatMap(({ endpoints }) => endpoints.map(({ call }) => call)),
    packages: extractors.map(({ from }) => from),
  };
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
