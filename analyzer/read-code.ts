import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectEvidence } from './evidence/collect-evidence.ts';
import { collectLinks, type Links } from './evidence/collect-links.ts';
import { readSchemaFiles } from './evidence/reading/read-schema-files.ts';
import type { Host } from './host.ts';
import type { Evidence } from './model/evidence.ts';
import { type AnalyzerOptions, resolveOptions } from './options.ts';
import { readFiles } from './read-files.ts';

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
 * the plan and runs on every commit.
 *
 * @throws AnalysisError where the input is at fault, or the signal was aborted
 */
export async function readCode(root: string, options: ReadCodeOptions, host: Host): Promise<Code> {
  const { data, ...selection } = options;
  const resolved = resolveOptions(selection);
  const codebase = await discoverCodebase(root, { ...resolved, signal: host.signal });
  const readings = await readFiles(codebase, resolved, host);
  const resolver = createResolver(codebase);
  if (!data) return { ...collectLinks(readings, resolver), accesses: [], transactions: [] };
  const history = { available: false, reason: 'left out on request' } as const;
  const schemas = await readSchemaFiles(codebase, readings);
  return collectEvidence({ codebase, readings, history, resolver, schemas }).evidence;
}
