import type { AddCommand } from '../command.ts';

export const addWhy: AddCommand = ({ program, io, action }) => {
  program
    .command('why')
    .description('Show how one module comes to depend on another, with the lines that make it.')
    .argument('<from>', 'module, as analysis.json names it')
    .argument('<to>', 'module')
    .option('--analysis <file>', 'the analysis to look in', '.banyan/analysis.json')
    .option('--json', 'print one JSON document')
    .action(
      action(async (from: string, to: string, flags: { analysis: string }) => {
        const { runWhy } = await import('../why/run-why.ts');
        return runWhy({ from, to }, flags.analysis, io);
      }),
    );
};
