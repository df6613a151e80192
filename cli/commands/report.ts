import type { AddCommand } from '../command.ts';
import type { ReportFlags } from '../report/run-report.ts';

export const addReport: AddCommand = ({ program, io, action }) => {
  program
    .command('report')
    .description('Write the boundary report: one HTML file to open, send, or keep with a build.')
    .argument('[analysis]', 'an analysis', '.banyan/analysis.json')
    .option('--out <file>', 'where to write it (default: report.html beside the analysis)')
    .option(
      '--plan <file>',
      'the plan to show beside the proposal (default: banyan.yaml, where there is one)',
    )
    .option('--no-plan', 'leave the plan out')
    .option(
      '--source-link <template>',
      'make places links: https://host/repo/blob/main, or vscode://file/repo/{path}:{line}',
    )
    .option('--open', 'open it in the browser')
    .option('--json', 'print one JSON document')
    .action(
      action(async (analysis: string, flags: ReportFlags) => {
        const { runReport } = await import('../report/run-report.ts');
        return runReport(analysis, flags, io);
      }),
    );
};
