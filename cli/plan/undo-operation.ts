import { applySplices, invertSplices, loadPlan, savePlan } from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { PlanFlags } from './plan-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { readJournal, writeJournal } from './journal.ts';
import { planPlaceOf } from './plan-place.ts';
import { renderPatch } from './render-patch.ts';

/** Takes the last command back, to the same bytes; refuses where the file was edited since. */
export async function undoOperation(flags: PlanFlags, io: Io): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const loaded = await loadPlan(place.file);
  const entries = await readJournal(place.journal);
  const last = entries.at(-1);
  if (!last)
    throw new CliError(
      'USAGE',
      'There is nothing to take back.',
      'Only "banyan plan …" commands of this checkout can be.',
    );
  if (last.after !== loaded.hash) {
    throw new CliError(
      'USAGE',
      `${place.name} was edited since the last command.`,
      'Take it back by hand, or with git.',
    );
  }
  const text = applySplices(loaded.text, invertSplices(last.splices));
  if (flags.dryRun !== true) {
    await savePlan(loaded, text);
    writeJournal(place.journal, entries.slice(0, -1));
  }
  const patch = (color: boolean): string => renderPatch(place.name, loaded.text, text, color);
  return {
    data: { plan: place.name, written: flags.dryRun !== true, undone: last.operations, patch: patch(false) },
    text: () => patch(io.color),
  };
}
