import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Constraints } from './boundaries/constraints.ts';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { limitToCruise, readCruise, resolveByCruise } from './codebase/read-cruise.ts';
import { collectEvidence } from './evidence/collect-evidence.ts';
import { collectHistory } from './evidence/history/collect-history.ts';
import { openHistoryCache } from './evidence/history/history-cache.ts';
import { noFactCache, openFactCache } from './evidence/reading/fact-cache.ts';
import { readAllFiles } from './evidence/reading/read-all-files.ts';
import { readSchemaFiles } from './evidence/reading/read-schema-files.ts';
import { readerStamp } from './evidence/reading/reader-stamp.ts';
import type { Host } from './host.ts';
import type { Analysis } from './model/analysis.ts';
import type { Codebase } from './model/codebase.ts';
import type { History } from './model/evidence.ts';
import { type AnalyzerOptions, type ResolvedAnalyzerOptions, resolveOptions } from './options.ts';
import { proposeServices } from './propose-services.ts';
import { createStopwatch, type Timings } from './stopwatch.ts';
import { toAnalysis } from './to-analysis.ts';

/** A result, and what is true of this run alone. */
export interface AnalysisRun {
  readonly analysis: Analysis;
  readonly timings: Timings;
  /** Files whose facts came from the cache. */
  readonly fromCache: number;
  /** Why the cache could not be written, where it could not. */
  readonly cacheProblem?: string;
}

/** What people have decided, known once it is known which modules there are. */
export type Constrain = (modules: readonly string[]) => Constraints;

/**
 * Reads a monolith and proposes how to cut it. The same files, history and options give the same analysis, byte for
 * byte; timings and cache use stand beside it.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function analyze(
  root: string,
  written: AnalyzerOptions,
  host: Host,
  constrain: Constrain = () => ({}),
): Promise<AnalysisRun> {
  const options = resolveOptions(written);
  const clock = createStopwatch(host);
  const { codebase, resolver } = await clock.time('discover', () => discover(root, options, host));
  const pendingHistory = startHistory(codebase, options, host);
  const readings = await clock.time('read', () =>
    readAllFiles(codebase.files, readingOptions(codebase, options, host)),
  );
  const history = await clock.time('history', () => pendingHistory);
  const { evidence, coverage } = await clock.time('link', async () =>
    collectEvidence({
      codebase,
      readings,
      history,
      resolver,
      schemas: await readSchemaFiles(codebase, readings),
    }),
  );
  const proposal = await clock.time('boundaries', () =>
    proposeServices(evidence, { ...options, constraints: constrain(evidence.modules.map(({ id }) => id)) }),
  );
  const { fromCache, cacheProblem } = readings;
  return {
    analysis: toAnalysis(codebase, evidence, coverage, proposal),
    timings: clock.timings(),
    fromCache,
    ...(cacheProblem === undefined ? {} : { cacheProblem }),
  };
}

/** A team's own cruise, where one is given, decides which files there are and what their imports mean. */
async function discover(root: string, options: ResolvedAnalyzerOptions, { signal }: Host) {
  const whole = await discoverCodebase(root, { ...options, signal });
  if (options.cruise === undefined) return { codebase: whole, resolver: createResolver(whole) };
  const cruise = readCruise(options.cruise);
  const codebase = limitToCruise(whole, cruise);
  return { codebase, resolver: resolveByCruise(cruise, codebase, createResolver(codebase)) };
}

/** Git runs as a process of its own, beside the reading of code. */
function startHistory(
  { root, files }: Codebase,
  { commits, cache }: ResolvedAnalyzerOptions,
  { signal }: Host,
): Promise<History> {
  if (commits === 0) return Promise.resolve({ available: false, reason: 'left out on request' });
  return collectHistory(root, new Set(files.map(({ path }) => path)), {
    maxCommits: commits,
    cache: cache ? openHistoryCache(cacheFolder(root)) : undefined,
    signal,
  });
}

function readingOptions(codebase: Codebase, options: ResolvedAnalyzerOptions, host: Host) {
  return {
    root: codebase.root,
    cache: options.cache ? openFactCache(cacheFolder(codebase.root), readerStamp()) : noFactCache,
    workers: Math.min(options.workers, availableParallelism()),
    signal: host.signal,
    startedAt: host.epoch(),
    onProgress: (done: number, total: number) => host.onProgress({ stage: 'read', done, total }),
  };
}

function cacheFolder(root: string): string {
  return join(root, '.banyan', 'cache');
}
