import type { AddCommand } from '../command.ts';
import type { ReportFlags } from '../report/run-report.ts';

export const addReport: AddCommand = ({ program, io, action }) => {
  program
    .command('report')
    .description('Write the boundary report: one HTML file to open, send, or keep with a build.')
    .argument('[analysis]', 'an analysis', '.banyan/analysis.json')
    .option(
      '--out <file>',
      'where to write it; a folder for several formats (default: report.html beside the analysis)',
    )
    .option(
      '--plan <file>',
      'the plan to show beside the proposal (default: banyan.yaml, where there is one)',
    )
    .option('--no-plan', 'leave the plan out')
    .option(
      '--source-link <template>',
      'make places links: https://host/repo/blob/main, or vscode://file/repo/{path}:{line}',
    )
    .option(
      '--format <names>',
      'text instead of the page: markdown, mermaid, dot, structurizr, plantuml, cml, backstage, graphml, csv, json; or all',
    )
    .option('--compare <file>', 'an older analysis: show what changed since')
    .option('--open', 'open it in the browser')
    .option('--json', 'print one JSON document')
    .action(
      action(async (analysis: string, flags: ReportFlags) => {
        const { runReport } = await import('../report/run-report.ts');
        return runReport(analysis, flags, io);
      }),
    );
};
