import type { AddCommand } from '../command.ts';
import type { InitFlags } from '../init/init-flags.ts';

export const addInit: AddCommand = ({ program, io, action }) => {
  program
    .command('init')
    .argument('[root]', 'folder of the monolith', '.')
    .description('Look at a repository, and write a first plan, a configuration and a CI workflow.')
    .option('-y, --yes', 'write what is shown')
    .option('--dry-run', 'show what would be written (what happens without --yes, too)')
    .option(
      '--monolith <address>',
      'where the monolith listens (default: the port that the repository names)',
    )
    .option('--listen <address>', 'where a proxy would listen (default: 127.0.0.1:8080)')
    .option('--admin <address>', 'where its admin API would listen (default: 127.0.0.1:9901)')
    .option('--json', 'print one JSON document')
    .action(
      action(async (root: string, flags: InitFlags) => {
        const { runInit } = await import('../init/run-init.ts');
        return runInit(root, flags, io);
      }),
    );
};
