import { join } from 'node:path';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectLinks } from './evidence/collect-links.ts';
import { resolveOnce } from './evidence/link/resolve-once.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { Host } from './host.ts';
import { evidenceKey } from './input-keys.ts';
import type { Codebase, Resolve } from './model/codebase.ts';
import { type AnalyzerOptions, type ResolvedAnalyzerOptions, resolveOptions } from './options.ts';
import { type FilesRead, readFiles } from './read-files.ts';
import { type Code, recallCode, rememberCode } from './remembered-code.ts';
import { recallResult } from './remembered-result.ts';

/** Which files are read is said in the words of an analysis, so that both see the same modules. */
export interface ReadCodeOptions extends Pick<
  AnalyzerOptions,
  'include' | 'exclude' | 'tests' | 'maxFileBytes' | 'workers' | 'extractors'
> {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Also who reads and writes which table; without it, `accesses` and `transactions` are empty. */
  readonly data: boolean;
}

/**
 * The reading half of `analyze`, without history and without judging where to cut. For `check`, which knows the cut from
 * the plan and runs on every commit. What an earlier check or analysis made of the same input is taken from there.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function readCode(root: string, options: ReadCodeOptions, host: Host): Promise<Code> {
  const { data, ...selection } = options;
  const resolved = resolveOptions(selection);
  const codebase = await discoverCodebase(root, { ...resolved, signal: host.signal });
  const resolver = resolveOnce(createResolver(codebase));
  const contents = await readFiles(codebase, { ...resolved, resolver }, host);
  const found = { codebase, contents, resolver };
  if (!resolved.cache) return joinFacts(found, { data, extractors: resolved.extractors });
  const evidence = evidenceKey({
    codebase,
    keys: contents.keys,
    schemaKeys: contents.schemaKeys(),
    extractors: resolved.extractors,
  });
  const key = `${evidence} ${data ? 'data' : 'links'}`;
  const recalled = recallCode(codebase.root, key);
  if (recalled) return recalled;
  const code = await joinFacts(found, { data, evidence, extractors: resolved.extractors });
  rememberCode(codebase.root, key, code);
  return code;
}

interface Found {
  readonly codebase: Codebase;
  readonly contents: FilesRead;
  readonly resolver: Resolve;
}

interface JoinOptions extends Pick<ResolvedAnalyzerOptions, 'extractors'> {
  readonly data: boolean;
  /** Names the evidence, where something is remembered. */
  readonly evidence?: string;
}

async function joinFacts(
  { codebase, contents, resolver }: Found,
  { data, evidence, extractors }: JoinOptions,
): Promise<Code> {
  const result = join(codebase.root, '.banyan', 'analysis.json');
  if (data) {
    const history = { available: false, reason: 'left out on request' } as const;
    const sources = { codebase, contents, resolver, history };
    const cache = evidence !== undefined;
    const found = (await gatherEvidence(sources, { cache, result, cruise: undefined, extractors })).evidence;
    const { modules, dependencies, accesses, transactions } = found;
    return { modules, dependencies, accesses, transactions };
  }
  const recalled =
    evidence === undefined ? undefined : recallResult(result, codebase.root, evidence)?.analysis;
  const links = recalled ?? collectLinks(await contents.readings(), resolver);
  return { modules: links.modules, dependencies: links.dependencies, accesses: [], transactions: [] };
}
