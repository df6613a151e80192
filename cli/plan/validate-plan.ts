import { inspectPlan, loadPlan, renderProblem } from '../../plan/index.ts';
import type { PlanFlags } from '../commands/plan.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { planPlaceOf } from './plan-place.ts';

/** Tells every fault at once. Exit 1 where there is one, since that is what was asked. */
export async function validatePlan(flags: PlanFlags, io: Io): Promise<CommandResult> {
  const { file, name } = planPlaceOf(flags, io);
  const { text } = await loadPlan(file);
  const { problems } = inspectPlan(text, name);
  const lines = problems.map((problem) => printable(renderProblem(problem)));
  return {
    data: { plan: name, valid: problems.length === 0, problems },
    text: () => `${problems.length === 0 ? `${name} is valid.` : lines.join('\n')}\n`,
    exitCode: problems.length === 0 ? 0 : 1,
  };
}
