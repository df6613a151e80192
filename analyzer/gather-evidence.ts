import { collectEvidence, historyCoverage } from './evidence/collect-evidence.ts';
import type { Contents } from './evidence/reading/read-all-files.ts';
import { readSchemaFiles } from './evidence/reading/read-schema-files.ts';
import { evidenceKey } from './input-keys.ts';
import type { Analysis, Coverage } from './model/analysis.ts';
import type { Codebase, Resolve } from './model/codebase.ts';
import type { Evidence, History } from './model/evidence.ts';
import type { ResolvedAnalyzerOptions } from './options.ts';
import { type Recalled, recallResult } from './remembered-result.ts';

/** What was found on disk. */
export interface Sources {
  readonly codebase: Codebase;
  readonly contents: Contents;
  readonly resolver: Resolve;
  readonly history: History;
}

export interface Gathered {
  readonly evidence: Evidence;
  readonly coverage: Coverage;
  readonly evidenceKey: string;
  /** The earlier result that the evidence was taken from. */
  readonly recalled?: Recalled;
}

type GatherOptions = Pick<ResolvedAnalyzerOptions, 'cache' | 'cruise' | 'result' | 'extractors'>;

/** The evidence of an earlier result, where it was made of the same input; else joined from what the files say. */
export async function gatherEvidence(
  { codebase, contents, resolver, history }: Sources,
  { cache, cruise, result, extractors }: GatherOptions,
): Promise<Gathered> {
  const key = evidenceKey({ codebase, keys: contents.keys, cruise, extractors });
  const recalled = cache && result !== undefined ? recallResult(result, codebase.root, key) : undefined;
  if (recalled) {
    const coverage = { ...recalled.analysis.coverage, history: historyCoverage(history) };
    return { evidence: evidenceOf(recalled.analysis, history), coverage, evidenceKey: key, recalled };
  }
  const readings = await contents.readings();
  const schemas = await readSchemaFiles(codebase, readings);
  return {
    ...collectEvidence({ codebase, readings, history, resolver, schemas, extractors }),
    evidenceKey: key,
  };
}

/** In the order in which `collectEvidence` has it: an analysis is written in that order. */
function evidenceOf(analysis: Analysis, history: History): Evidence {
  const { modules, dependencies, endpoints, entities, accesses, transactions, externals } = analysis;
  const { useCases = [] } = analysis;
  return {
    modules,
    dependencies,
    endpoints,
    entities,
    accesses,
    transactions,
    useCases,
    externals,
    history,
  };
}
