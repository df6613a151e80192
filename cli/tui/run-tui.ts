import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { planPlaceOf } from '../plan/plan-place.ts';
import { readReplay } from './terminal/read-replay.ts';
import type { TuiFlags } from './tui-flags.ts';

/** `banyan plan`: the plan in the terminal. Without one, keys of a file are played and the last frame is printed. */
export async function runTui(flags: TuiFlags, io: Io): Promise<CommandResult> {
  const steps = flags.replay === undefined ? [] : readReplay(resolve(io.cwd, flags.replay));
  const place = planPlaceOf(flags, io);
  const { stdin, stdout } = process;
  const hasTerminal = stdin.isTTY && stdout.isTTY && io.env['TERM'] !== 'dumb';
  if (flags.json !== true && hasTerminal)
    return (await import('./app/run-screen.ts')).runScreen({ flags, place, steps, io });
  if (flags.replay !== undefined)
    return (await import('./app/run-replay.ts')).runReplay({ flags, place, steps, io });
  throw new CliError(
    'USAGE',
    'The planning screen needs a terminal, and there is none.',
    'Use the commands that do the same: banyan plan show, plan move <module> --to <service>, plan --help for all.',
  );
}
