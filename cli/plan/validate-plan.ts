import type { Analysis } from '../../analyzer/index.ts';
import {
  assignModules,
  inspectPlan,
  loadPlan,
  type Plan,
  PlanError,
  renderProblem,
} from '../../plan/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { loadAnalysis } from './load-analysis.ts';
import type { PlanFlags } from './plan-flags.ts';
import { planPlaceOf } from './plan-place.ts';

/**
 * Tells every fault at once. Exit 1 where there is one, since that is what was asked. Where there is an analysis, the
 * patterns are held against its modules too.
 */
export async function validatePlan(flags: PlanFlags, io: Io): Promise<CommandResult> {
  const { file, name, analysis } = planPlaceOf(flags, io);
  const { text } = await loadPlan(file);
  const { plan, problems } = inspectPlan(text, name);
  const { unmatched, contested } = againstModules(plan, await loadAnalysis(analysis));
  const valid = problems.length === 0 && contested === undefined;
  const lines = [
    ...problems.map(renderProblem),
    ...(contested === undefined ? [] : [`${name}: ${contested.message} (${contested.hint})`]),
    ...unmatched.map((pattern) => `warning: ${pattern} matches no module`),
    ...(valid ? [`${name} is valid.`] : []),
  ];
  return {
    data: {
      plan: name,
      valid,
      problems,
      unmatched,
      ...(contested === undefined ? {} : { contested: contested.message }),
    },
    text: () => `${lines.map(printable).join('\n')}\n`,
    exitCode: valid ? 0 : 1,
  };
}

interface Matching {
  readonly unmatched: readonly string[];
  readonly contested?: PlanError;
}

function againstModules(plan: Plan | undefined, analysis: Analysis | undefined): Matching {
  if (!plan || !analysis) return { unmatched: [] };
  try {
    return assignModules(
      plan,
      analysis.modules.map(({ id }) => id),
    );
  } catch (error) {
    if (error instanceof PlanError) return { unmatched: [], contested: error };
    throw error;
  }
}
