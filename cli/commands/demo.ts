import type { AddCommand } from '../command.ts';

interface Flags {
  readonly fast?: boolean;
  readonly keep?: boolean;
  readonly json?: boolean;
}

export const addDemo: AddCommand = ({ program, io, action }) => {
  program
    .command('demo')
    .description('Watch a bundled bookshop leave its monolith, with real processes and real requests.')
    .option('--fast', 'without the pauses for reading')
    .option('--keep', 'leave everything running at the end, until Ctrl-C')
    .option('--json', 'print one JSON document at the end; the story goes to stderr')
    .action(
      action(async (flags: Flags) => {
        const { runDemo } = await import('../demo/run-demo.ts');
        return runDemo(flags, io);
      }),
    );
};
