import { dirname, join, relative, resolve } from 'node:path';
import type { Analysis } from '../../analyzer/index.ts';
import type { Io } from '../io.ts';
import { loadPlanSource } from './load-plan-source.ts';
import { writeReport } from './write-report.ts';

/**
 * The page of an analysis that was just made: at the place that is named, else beside the analysis. Returns the place as
 * people see it. @throws CliError CANNOT_WRITE
 */
export async function reportBeside(
  analysisFile: string,
  analysis: Analysis,
  flag: string | true,
  { cwd }: Io,
): Promise<string> {
  const out = flag === true ? join(dirname(analysisFile), 'report.html') : resolve(cwd, flag);
  const planned = await loadPlanSource(analysisFile, undefined, { source: analysis, cwd });
  writeReport(out, analysis, planned === undefined ? {} : { planned });
  return relative(cwd, out) || out;
}
