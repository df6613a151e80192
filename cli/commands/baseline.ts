import type { BaselineFlags } from '../check/baseline-flags.ts';
import type { AddCommand } from '../command.ts';

export const addBaseline: AddCommand = ({ program, io, action }) => {
  program
    .command('baseline')
    .argument('[root]', 'folder of the monolith', '.')
    .description('Write what is accepted for now: the first time all of it, later only what is left of it.')
    .option('--plan <file>', 'the plan (default: banyan.yaml in the root)')
    .option('--baseline <file>', 'where it is kept (default: banyan.baseline.json in the root)')
    .option('--allow-growth', 'accept what is new as well')
    .option('--expires <date>', 'what is added is accepted until this day: 2026-12-31')
    .option('--why <reason>', 'why what is added is accepted')
    .option('--dry-run', 'say what would change, and write nothing')
    .option('--no-cache', 'read every file anew, and leave no cache')
    .option('--json', 'print one JSON document')
    .action(
      action(async (root: string, flags: BaselineFlags) => {
        const { runBaseline } = await import('../check/run-baseline.ts');
        return runBaseline(root, flags, io);
      }),
    );
};
