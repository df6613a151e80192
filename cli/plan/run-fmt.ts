import { formatPlan, loadPlan, savePlan } from '../../plan/index.ts';
import type { PlanFlags } from './plan-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { planPlaceOf } from './plan-place.ts';
import { renderPatch } from './render-patch.ts';

/** Writes the canonical form; with `--check` only says whether the plan has it (exit 1 where not). */
export async function runFmt(flags: PlanFlags & { check?: boolean }, io: Io): Promise<CommandResult> {
  const { file, name } = planPlaceOf(flags, io);
  const loaded = await loadPlan(file);
  const text = formatPlan(loaded.text, name);
  const isSame = text === loaded.text;
  const isWritten = !isSame && flags.check !== true && flags.dryRun !== true;
  if (isWritten) await savePlan(loaded, text);
  const patch = (color: boolean): string => (isSame ? '' : renderPatch(name, loaded.text, text, color));
  const said = isSame ? `${name} has its canonical form.\n` : isWritten ? `Written  ${name}\n` : '';
  return {
    data: { plan: name, canonical: isSame, written: isWritten, patch: patch(false) },
    text: () => (isWritten ? said : `${patch(io.color)}${said}`),
    exitCode: flags.check === true && !isSame ? 1 : 0,
  };
}
