import { Command } from 'commander';
import { addModuleEdits, addServiceEdits, addSplits, addTies } from '../../plan/edit-commands.ts';
import { addAddresses, addRouteEdits, addShadow } from '../../plan/traffic-commands.ts';
import type { EditShell } from '../../plan/plan-options.ts';
import type { Operation } from '../../../plan/index.ts';

const ADDERS = [addServiceEdits, addSplits, addModuleEdits, addTies, addRouteEdits, addAddresses, addShadow];

/** The grammar of `banyan plan …`: the very commands, which here hand their operation over. */
export function editProgram(onOperation: (operation: Operation) => void): Command {
  const program = new Command('plan').exitOverride().helpOption(false).helpCommand(false);
  program.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  const shell: EditShell = {
    program,
    action: () => () => Promise.resolve(),
    io: undefined as never, // Nothing is printed, asked or read.
    onOperation,
  };
  for (const add of ADDERS) add(program, shell);
  for (const command of program.commands)
    command.exitOverride().helpOption(false).configureOutput(program.configureOutput());
  return program;
}
