import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectEvidence } from './evidence/collect-evidence.ts';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { readAllFiles } from './evidence/reading/read-all-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import type { Host } from './host.ts';
import type { Coverage } from './model/analysis.ts';
import type { Evidence } from './model/evidence.ts';
import { type AnalyzerOptions, resolveOptions } from './options.ts';

/**
 * The reading half of `analyze`: what the code says, without history and without judging where to cut. For `check`,
 * which knows the cut from the plan and runs on every commit.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function readCode(
  root: string,
  written: AnalyzerOptions,
  host: Host,
): Promise<{ evidence: Evidence; coverage: Coverage }> {
  const options = resolveOptions(written);
  const codebase = await discoverCodebase(root, { ...options, signal: host.signal });
  const folder = join(codebase.root, '.banyan', 'cache');
  const readings = await readAllFiles(codebase.files, {
    root: codebase.root,
    cache: options.cache ? openFactCache(folder, readerStamp()) : noFactCache,
    workers: Math.min(options.workers, availableParallelism()),
    signal: host.signal,
    startedAt: host.epoch(),
    onProgress: (done, total) => host.onProgress({ stage: 'read', done, total }),
  });
  return collectEvidence({
    codebase,
    readings,
    history: { available: false, reason: 'left out on request' },
    resolver: createResolver(codebase),
  });
}
