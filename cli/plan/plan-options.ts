import type { Command } from 'commander';
import type { Operation } from '../../plan/index.ts';
import type { Shell } from '../command.ts';
import type { CommandResult } from '../envelope.ts';
import type { PlanFlags } from './plan-flags.ts';

/** A shell that may take the operation itself: the TUI reads command lines, and does with them what it wants. */
export interface EditShell extends Shell {
  readonly onOperation?: (operation: Operation) => void;
}

/** A command whose words and options say an operation: `toOperation` takes them as commander hands them over. */
export function edit(
  command: Command,
  { io, action, onOperation }: EditShell,
  toOperation: (...words: never[]) => Operation,
): void {
  if (onOperation) {
    command.action((...args: unknown[]) => onOperation(toOperation(...(args.slice(0, -1) as never[]))));
    return;
  }
  withEdit(command).action(
    action(async (...args: unknown[]): Promise<CommandResult> => {
      const operation = toOperation(...(args.slice(0, -1) as never[])); // The last one is the command itself.
      return (await import('./run-operations.ts')).runOperations([operation], args.at(-2) as PlanFlags, io);
    }),
  );
}

export function withPlan(command: Command): Command {
  return command
    .option('--plan <file>', 'the plan (default: banyan.yaml)')
    .option('--analysis <file>', 'what to measure on (default: .banyan/analysis.json beside the plan)')
    .option('--json', 'print one JSON document');
}

export function withEdit(command: Command): Command {
  return withPlan(command).option('--dry-run', 'show the change and its effect, and write nothing');
}
