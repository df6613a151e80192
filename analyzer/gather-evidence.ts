import { collectEvidence, historyCoverage } from './evidence/collect-evidence.ts';
import { withSqlParser } from './evidence/extractors/schemas/read-schemas.ts';
import type { FileFacts } from './evidence/facts/file-facts.ts';
import type { Readings } from './evidence/reading/read-all-files.ts';
import { evidenceKey } from './input-keys.ts';
import type { Analysis, Coverage } from './model/analysis.ts';
import type { Codebase, Resolve } from './model/codebase.ts';
import type { Evidence, History } from './model/evidence.ts';
import type { ResolvedAnalyzerOptions } from './options.ts';
import type { FilesRead } from './read-files.ts';
import { type Recalled, recallResult } from './remembered-result.ts';

/** What was found on disk. */
export interface Sources {
  readonly codebase: Codebase;
  readonly contents: FilesRead;
  readonly resolver: Resolve;
  readonly history: History;
}

export interface Gathered {
  readonly evidence: Evidence;
  readonly coverage: Coverage;
  /** Absent where nothing is remembered. */
  readonly evidenceKey?: string;
  /** The earlier result that the evidence was taken from. */
  readonly recalled?: Recalled;
}

type GatherOptions = Pick<ResolvedAnalyzerOptions, 'cache' | 'cruise' | 'result' | 'extractors'>;

/** The evidence of an earlier result, where it was made of the same input; else joined from what the files say. */
export async function gatherEvidence(
  { codebase, contents, resolver, history }: Sources,
  { cache, cruise, result, extractors }: GatherOptions,
): Promise<Gathered> {
  const key = cache
    ? evidenceKey({
        codebase,
        keys: contents.keys,
        schemaKeys: contents.schemaKeys(),
        cruise,
        extractors,
      })
    : undefined;
  const keyed = key === undefined ? {} : { evidenceKey: key };
  const recalled =
    key !== undefined && result !== undefined ? recallResult(result, codebase.root, key) : undefined;
  if (recalled) {
    const coverage = { ...recalled.analysis.coverage, history: historyCoverage(history) };
    return { evidence: evidenceOf(recalled.analysis, history), coverage, ...keyed, recalled };
  }
  const readings = await contents.readings();
  const schemas = await withSqlParser(await contents.schemas(), factsOf(readings));
  return {
    ...collectEvidence({ codebase, readings, history, resolver, schemas, extractors }),
    ...keyed,
  };
}

function* factsOf({ byPath }: Readings): Generator<FileFacts> {
  for (const reading of byPath.values()) if ('facts' in reading) yield reading.facts;
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
