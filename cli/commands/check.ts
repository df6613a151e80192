import { Option } from 'commander';
import { CHECK_FORMATS, type CheckFlags } from '../check/check-flags.ts';
import type { AddCommand } from '../command.ts';

export const addCheck: AddCommand = ({ program, io, action }) => {
  program
    .command('check')
    .argument('[root]', 'folder of the monolith', '.')
    .description('Fail where the code crosses a boundary of the plan that it did not cross before.')
    .option('--plan <file>', 'the plan (default: banyan.yaml in the root)')
    .option('--baseline <file>', 'what is accepted for now (default: banyan.baseline.json in the root)')
    .addOption(
      new Option('--format <format>', 'default: text, or github where GitHub Actions runs it').choices(
        CHECK_FORMATS,
      ),
    )
    .option('--affected <rev>', 'judge only modules changed since this revision (for pull requests)')
    .option('--explain <id>', 'say everything about one breach')
    .option('--print-rules', 'print the plan as dependency-cruiser rules, and check nothing')
    .option('--watch', 'check again whenever something changes, until Ctrl-C')
    .option('--no-cache', 'read every file anew, and leave no cache')
    .option('--json', 'print one JSON document')
    .action(
      action(async (root: string, flags: CheckFlags) => {
        if (flags.watch === true)
          return (await import('../check/watch-check.ts')).watchCheck(root, flags, io);
        return (await import('../check/run-check.ts')).runCheck(root, flags, io);
      }),
    );
};
