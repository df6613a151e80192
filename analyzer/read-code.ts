import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectEvidence } from './evidence/collect-evidence.ts';
import { collectLinks, type Links } from './evidence/collect-links.ts';
import { readSchemaFiles } from './evidence/reading/read-schema-files.ts';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { readAllFiles } from './evidence/reading/read-all-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import type { Host } from './host.ts';
import type { Codebase } from './model/codebase.ts';
import type { Evidence } from './model/evidence.ts';
import { resolveOptions } from './options.ts';

export interface ReadCodeOptions {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Also who reads and writes which table; without it, `accesses` and `transactions` are empty. */
  readonly data: boolean;
}

/** What `check` needs to know of the code. */
export type Code = Links & Pick<Evidence, 'accesses' | 'transactions'>;

/**
 * The reading half of `analyze`, without history and without judging where to cut. For `check`, which knows the cut from
 * the plan and runs on every commit.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function readCode(root: string, options: ReadCodeOptions, host: Host): Promise<Code> {
  const { cache, data } = options;
  const codebase = await discoverCodebase(root, { ...resolveOptions({ cache }), signal: host.signal });
  const readings = await readFiles(codebase, cache, host);
  const resolver = createResolver(codebase);
  if (!data) return { ...collectLinks(readings, resolver), accesses: [], transactions: [] };
  const history = { available: false, reason: 'left out on request' } as const;
  const schemas = await readSchemaFiles(codebase, readings);
  return collectEvidence({ codebase, readings, history, resolver, schemas }).evidence;
}

function readFiles({ root, files }: Codebase, cache: boolean, host: Host) {
  return readAllFiles(files, {
    root,
    cache: cache ? openFactCache(join(root, '.banyan', 'cache'), readerStamp()) : noFactCache,
    workers: Math.min(resolveOptions({}).workers, availableParallelism()),
    signal: host.signal,
    startedAt: host.epoch(),
    onProgress: (done, total) => host.onProgress({ stage: 'read', done, total }),
  });
}
