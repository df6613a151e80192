import type { AnalyzerOptions } from '../../analyzer/index.ts';

/** As commander hands the options over. */
export interface AnalyzeFlags {
  readonly include?: string[];
  readonly exclude?: string[];
  readonly tests?: boolean;
  readonly folders: boolean;
  readonly history: boolean;
  readonly cache: boolean;
  /** False: the plan is not honoured. */
  readonly plan?: boolean;
  readonly commits?: number;
  readonly services?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly fromDepcruise?: string;
  /** Known endpoints to compare with. */
  readonly routes?: string;
  readonly graph?: string;
  /** Folders or files; `true` without a value. */
  readonly traffic?: string | true;
  readonly out?: string;
  /** Where to write the page as well; `true`: beside the analysis. */
  readonly report?: string | true;
  readonly json?: boolean;
}

/** The analyzer's options in its own words. */
export function toAnalyzerOptions(
  flags: AnalyzeFlags,
  { cruise, traffic, result }: Pick<AnalyzerOptions, 'cruise' | 'traffic' | 'result'>,
): AnalyzerOptions {
  const { include, exclude, tests, folders, history, cache, commits, services, seed, workers } = flags;
  return {
    include,
    exclude,
    tests,
    folders,
    cache,
    services,
    seed,
    workers,
    cruise,
    traffic,
    result,
    commits: history ? commits : 0,
  };
}
