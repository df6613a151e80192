import type { AddCommand } from '../command.ts';

export const addDoctor: AddCommand = ({ program, io, action }) => {
  program
    .command('doctor')
    .description('Show what banyan finds here, and what would keep it from working.')
    .argument('[root]', 'folder of the monolith', '.')
    .option('--json', 'print one JSON document')
    .action(
      action(async (root: string) => {
        const { examine } = await import('../doctor/examine.ts');
        return examine(root, io);
      }),
    );
};
