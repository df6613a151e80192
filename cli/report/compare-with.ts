import { resolve } from 'node:path';

import { buildReport, compareReports, type Comparison, type ReportSource } from '../../reports/index.ts';
import { loadReportSource } from './load-report-source.ts';

/** What changed since an older analysis, where one is named. @throws CliError CANNOT_READ */
export async function compareWith(
  older: string | undefined,
  source: ReportSource,
  cwd: string,
): Promise<Comparison | undefined> {
  if (older === undefined) return undefined;
  const before = await loadReportSource(resolve(cwd, older), older);
  return compareReports(buildReport(before), buildReport(source));
}
