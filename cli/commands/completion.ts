import { Argument } from 'commander';
import type { AddCommand } from '../command.ts';
import { type CompletedShell, SHELLS } from '../completion/shells.ts';

export const addCompletion: AddCommand = ({ program, action }) => {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .description('Print a completion script: source <(banyan completion bash).')
    .option('--json', 'print one JSON document')
    .action(
      action(async (shell: CompletedShell) => {
        const { completionScript } = await import('../completion/completion-script.ts');
        const script = completionScript(shell, program);
        return { data: { shell, script }, text: () => script };
      }),
    );
};
