import type { AnalyzerOptions } from '../../analyzer/index.ts';
import type { Config } from '../../plan/index.ts';

/** Which files are read, in the analyzer's words: the same for every command, or they would not see the same modules. */
export function selectionOf({
  include,
  exclude,
  tests,
  maxFileSize,
  extractors,
}: Partial<Config>): Pick<AnalyzerOptions, 'include' | 'exclude' | 'tests' | 'maxFileBytes' | 'extractors'> {
  return { include, exclude, tests, maxFileBytes: maxFileSize, extractors };
}
