import type { AnalyzerOptions } from '../../analyzer/index.ts';
import type { Config } from '../../plan/index.ts';
import { selectionOf } from '../config/selection-of.ts';

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

/** The analyzer's options in its own words: a flag goes before the configuration, and that before the default. */
export function toAnalyzerOptions(
  flags: AnalyzeFlags,
  config: Partial<Config>,
  { cruise, traffic, result }: Pick<AnalyzerOptions, 'cruise' | 'traffic' | 'result'>,
): AnalyzerOptions {
  const { folders, history, cache } = flags;
  const { services, seed, workers, commits } = { ...config, ...given(flags) };
  return {
    ...selectionOf({ ...config, ...given(flags) }),
    folders: folders && config.folders !== false,
    cache: cache && config.cache !== false,
    services,
    seed,
    workers,
    cruise,
    traffic,
    result,
    commits: history ? commits : 0,
  };
}

type Given = Pick<
  AnalyzeFlags,
  'include' | 'exclude' | 'tests' | 'services' | 'seed' | 'workers' | 'commits'
>;

/** What was said on the command line, and nothing else. */
function given({ include, exclude, tests, services, seed, workers, commits }: Given): Given {
  const said = { include, exclude, tests, services, seed, workers, commits };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
