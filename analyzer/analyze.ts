import type { Constraints } from './boundaries/constraints.ts';
import { cacheFolder } from './cache-folder.ts';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { limitToCruise, readCruise, resolveByCruise } from './codebase/read-cruise.ts';
import { collectHistory } from './evidence/history/collect-history.ts';
import { openHistoryCache } from './evidence/history/history-cache.ts';
import { resolveOnce } from './evidence/link/resolve-once.ts';
import { matchTraffic } from './evidence/traffic/match-traffic.ts';
import { readTraffic } from './evidence/traffic/read-traffic.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { Host } from './host.ts';
import { analysisKey } from './input-keys.ts';
import type { Analysis } from './model/analysis.ts';
import type { Codebase } from './model/codebase.ts';
import type { Evidence, History } from './model/evidence.ts';
import { type AnalyzerOptions, type ResolvedAnalyzerOptions, resolveOptions } from './options.ts';
import { proposeServices } from './propose-services.ts';
import { readFiles } from './read-files.ts';
import type { ResultKeys } from './remembered-result.ts';
import { createStopwatch, type Stopwatch, type Timings } from './stopwatch.ts';
import { toAnalysis } from './to-analysis.ts';

/** A result, and what is true of this run alone. */
export interface AnalysisRun {
  readonly analysis: Analysis;
  readonly timings: Timings;
  /** Files whose facts came from the cache. */
  readonly fromCache: number;
  /** Why the cache could not be written, where it could not. */
  readonly cacheProblem?: string;
  /** For `sealResult`, once the result is written; absent without a cache. */
  readonly keys?: ResultKeys;
  /** The file that was given as an earlier result holds this one already. */
  readonly isUnchanged: boolean;
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
  const { codebase, evidence, coverage, recalled, evidenceKey, ...ofThisRun } = await read(options, {
    root,
    clock,
    host,
  });
  const constraints = constrain(evidence.modules.map(({ id }) => id));
  const keys =
    evidenceKey === undefined
      ? undefined
      : {
          evidence: evidenceKey,
          analysis: analysisKey(evidenceKey, { ...options, history: evidence.history, constraints }),
        };
  const run = { ...ofThisRun, ...(keys ? { keys } : {}) };
  if (recalled && recalled.key === keys?.analysis) {
    return { analysis: recalled.analysis, timings: clock.timings(), ...run, isUnchanged: true };
  }
  const proposal = await clock.time('boundaries', () =>
    proposeServices(evidence, { ...options, constraints }),
  );
  const analysis = toAnalysis(codebase, evidence, coverage, proposal);
  return { analysis, timings: clock.timings(), ...run, isUnchanged: false };
}

interface Reading {
  readonly root: string;
  readonly clock: Stopwatch;
  readonly host: Host;
}

/** Everything up to the evidence. What the files said one by one is let go on the way out: it is most of the memory. */
async function read(options: ResolvedAnalyzerOptions, { root, clock, host }: Reading) {
  const { codebase, resolver } = await clock.time('discover', () => discover(root, options, host));
  const pendingHistory = startHistory(codebase, options, host);
  const contents = await clock.time('read', () => readFiles(codebase, { ...options, resolver }, host));
  const history = await clock.time('history', () => pendingHistory);
  const gathered = await clock.time('link', () =>
    gatherEvidence({ codebase, resolver, contents, history }, options),
  );
  const { fromCache, cacheProblem } = contents;
  return {
    codebase,
    ...gathered,
    evidence: withTraffic(gathered.evidence, options),
    fromCache,
    ...(cacheProblem === undefined ? {} : { cacheProblem }),
  };
}

/** @throws AnalysisError TRAFFIC_INVALID */
function withTraffic(evidence: Evidence, { traffic }: ResolvedAnalyzerOptions): Evidence {
  if (traffic === undefined) return evidence;
  const summaries = traffic.map(({ name, text }) => readTraffic(text, name));
  return { ...evidence, traffic: matchTraffic(summaries, evidence.endpoints) };
}

/** A team's own cruise, where one is given, decides which files there are and what their imports mean. */
async function discover(root: string, options: ResolvedAnalyzerOptions, { signal }: Host) {
  const whole = await discoverCodebase(root, { ...options, signal });
  if (options.cruise === undefined) return { codebase: whole, resolver: resolveOnce(createResolver(whole)) };
  const cruise = readCruise(options.cruise);
  const codebase = limitToCruise(whole, cruise);
  return { codebase, resolver: resolveOnce(resolveByCruise(cruise, codebase, createResolver(codebase))) };
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
