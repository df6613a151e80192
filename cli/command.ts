import type { Command } from 'commander';
import type { CommandResult } from './envelope.ts';
import type { Io } from './io.ts';

/** What a command file receives: the program to add itself to, and the way to run its work. */
export interface Shell {
  readonly program: Command;
  readonly io: Io;
  /** Wraps the work of a command, so that its result is printed and its errors are told in one place. */
  readonly action: <Args extends unknown[]>(
    work: (...args: Args) => Promise<CommandResult>,
  ) => (...args: Args) => Promise<void>;
}

/** A command file exports one of these. Heavy parts are imported inside the work, so `--help` stays fast. */
export type AddCommand = (shell: Shell) => void;
