import type { AddCommand } from '../command.ts';

export const addExplain: AddCommand = ({ program, io, action }) => {
  program
    .command('explain')
    .description('Say why a module is where it is, or what holds a service together and what cuts it off.')
    .argument('<name>', 'module, or name of a proposed service')
    .option('--analysis <file>', 'the analysis to look in', '.banyan/analysis.json')
    .option('--json', 'print one JSON document')
    .action(
      action(async (name: string, flags: { analysis: string }) => {
        const { runExplain } = await import('../explain/run-explain.ts');
        return runExplain(name, flags.analysis, io);
      }),
    );
};
