import { labelOf, type ReportInput } from './report-input.ts';

/** The issues of the Code Climate specification, as GitLab reads them: a list, failures only. */
export function renderCodeClimate({ judgement }: ReportInput): string {
  const issues = judgement.failures.map((breach) => ({
    type: 'issue',
    check_name: `banyan/${breach.kind}`,
    description: `${labelOf(breach)}: ${breach.message}`,
    categories: ['Complexity'],
    severity: breach.kind === 'door' ? 'minor' : 'major',
    fingerprint: breach.id,
    location: { path: breach.file, lines: { begin: breach.line, end: breach.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
