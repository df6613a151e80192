import type { AddCommand } from '../command.ts';

export const addDemo: AddCommand = ({ program, io, action }) => {
  program
    .command('demo')
    .description('Analyse the bundled bookshop and say what to try next.')
    .option('--json', 'print one JSON document')
    .action(
      action(async () => {
        const { runDemo } = await import('../demo/run-demo.ts');
        return runDemo(io);
      }),
    );
};
