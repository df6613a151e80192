import { type Analysis, scorePlacement } from '../../analyzer/index.ts';
import {
  assignModules,
  describeEffect,
  measurePlan,
  type Plan,
  type PlanMeasures,
} from '../../plan/index.ts';

/** What a plan cuts, and how its services score, on one analysis. */
export interface Effect {
  readonly measures: PlanMeasures;
  readonly scores: Readonly<Record<string, number>>;
}

export function effectOn(analysis: Analysis, plan: Plan): Effect {
  const { ownerOf } = assignModules(
    plan,
    analysis.modules.map(({ id }) => id),
  );
  const scores = scorePlacement(analysis, (module) => {
    const owner = ownerOf(module);
    return owner.kind === 'service' ? owner.service : undefined;
  });
  return { measures: measurePlan(analysis, plan), scores };
}

/** The scores that say something by themselves, with the direction that is better. */
const SCORES = { sm: 'higher is better', icp: 'lower is better', ned: 'lower is better' } as const;

/** One sentence on the cut, and one on the scores where they change. */
export function describeChange(before: Effect, after: Effect): { cut: string; scores: string } {
  const scores = Object.entries(SCORES).flatMap(([name, direction]) => {
    const [old, now] = [before.scores[name] ?? 0, after.scores[name] ?? 0];
    return old.toFixed(3) === now.toFixed(3)
      ? []
      : [`${name} ${old.toFixed(3)} → ${now.toFixed(3)} (${direction})`];
  });
  return { cut: describeEffect(before.measures, after.measures), scores: scores.join(', ') };
}
