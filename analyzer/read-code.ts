import { join } from 'node:path';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { resolveOnce } from './evidence/link/resolve-once.ts';
import { collectLinks, type Links } from './evidence/collect-links.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { Host } from './host.ts';
import { evidenceKey } from './input-keys.ts';
import type { Evidence } from './model/evidence.ts';
import { type AnalyzerOptions, resolveOptions } from './options.ts';
import { readFiles } from './read-files.ts';
import { recallResult } from './remembered-result.ts';

/** Which files are read is said in the words of an analysis, so that both see the same modules. */
export interface ReadCodeOptions extends Pick<
  AnalyzerOptions,
  'include' | 'exclude' | 'tests' | 'maxFileBytes' | 'workers'
> {
  /** Remember facts under `.banyan/cache`. */
  readonly cache: boolean;
  /** Also who reads and writes which table; without it, `accesses` and `transactions` are empty. */
  readonly data: boolean;
}

/** What `check` needs to know of the code. */
export type Code = Links & Pick<Evidence, 'accesses' | 'transactions'>;

/**
 * The reading half of `analyze`, without history and without judging where to cut. For `check`, which knows the cut from
 * the plan and runs on every commit. Where the analysis in `.banyan` was made of the same files, it is taken from there.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function readCode(root: string, options: ReadCodeOptions, host: Host): Promise<Code> {
  const { data, ...selection } = options;
  const resolved = resolveOptions(selection);
  const codebase = await discoverCodebase(root, { ...resolved, signal: host.signal });
  const resolver = resolveOnce(createResolver(codebase));
  const contents = await readFiles(codebase, { ...resolved, resolver }, host);
  const history = { available: false, reason: 'left out on request' } as const;
  const result = join(codebase.root, '.banyan', 'analysis.json');
  if (data) {
    return (await gatherEvidence({ codebase, contents, resolver, history }, { ...resolved, result }))
      .evidence;
  }
  const key = evidenceKey({ codebase, keys: contents.keys });
  const recalled = resolved.cache ? recallResult(result, codebase.root, key)?.analysis : undefined;
  const links = recalled ?? collectLinks(await contents.readings(), resolver);
  return { modules: links.modules, dependencies: links.dependencies, accesses: [], transactions: [] };
}
