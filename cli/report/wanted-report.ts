import type { Analysis } from '../../analyzer/index.ts';
import type { Io } from '../io.ts';

/**
 * Where one is wanted, draws the page of an analysis that was just made, and returns its place. What draws it is loaded
 * only then. @throws CliError CANNOT_WRITE
 *
 * @param flag a place, or `true` for beside the analysis
 */
export async function wantedReport(
  analysisFile: string,
  analysis: Analysis,
  flag: string | true | undefined,
  io: Io,
): Promise<string | undefined> {
  if (flag === undefined) return undefined;
  const { reportBeside } = await import('./report-beside.ts');
  return reportBeside(analysisFile, analysis, flag, io);
}
