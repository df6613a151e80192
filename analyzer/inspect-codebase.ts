import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectHistory } from './evidence/history/collect-history.ts';
import type { Codebase } from './model/codebase.ts';
import type { History } from './model/evidence.ts';
import { type AnalyzerOptions, resolveOptions } from './options.ts';

/** What an analysis would have to work with. */
export interface Inspection {
  readonly codebase: Codebase;
  readonly history: History;
}

const RECENT = 200; // Enough to see that history can be read.

/**
 * Looks without reading any source text.
 *
 * @throws AnalysisError where there is nothing to analyse
 */
export async function inspectCodebase(
  root: string,
  options: Pick<AnalyzerOptions, 'include' | 'exclude' | 'tests' | 'maxFileBytes'>,
  signal: AbortSignal,
): Promise<Inspection> {
  const codebase = await discoverCodebase(root, { ...resolveOptions(options), signal });
  const modules = new Set(codebase.files.map(({ path }) => path));
  return { codebase, history: await collectHistory(codebase.root, modules, { maxCommits: RECENT, signal }) };
}
