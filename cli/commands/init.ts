import type { AddCommand } from '../command.ts';
import type { InitFlags } from '../init/init-flags.ts';

export const addInit: AddCommand = ({ program, io, action }) => {
  program
    .command('init')
    .argument('[root]', 'folder of the monolith', '.')
    .description('Look at a repository, and write a first plan and a CI workflow.')
    .option('-y, --yes', 'write what is shown')
    .option('--dry-run', 'show what would be written (what happens without --yes, too)')
    .option('--json', 'print one JSON document')
    .action(
      action(async (root: string, flags: InitFlags) => {
        const { runInit } = await import('../init/run-init.ts');
        return runInit(root, flags, io);
      }),
    );
};
