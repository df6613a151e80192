import type { Route } from '../model/route.ts';
import type { Standing } from '../model/rollout.ts';

/** The steps of a canary, in percent, where the plan's gates name none. */
export const DEFAULT_STEPS: readonly number[] = [1, 5, 25, 50, 100];

/** One step up: monolith (or shadow) → first step of the canary → … → live. `undefined` at the top. */
export function nextStanding({ stage, percent }: Standing, steps = DEFAULT_STEPS): Standing | undefined {
  if (stage === 'live') return undefined;
  const next = steps.find((step) => stage !== 'canary' || step > percent);
  return next === undefined ? { stage: 'live', percent: 100 } : { stage: 'canary', percent: next };
}

/** Back to where nothing can go wrong: the monolith answers everything. */
export const ROLLED_BACK: Standing = { stage: 'monolith', percent: 0 };

export function standingOf({ stage, percent }: Route): Standing {
  return { stage, percent };
}

export function describeStanding({ stage, percent }: Standing): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}

export function sameStanding(one: Standing, other: Standing): boolean {
  return one.stage === other.stage && (one.stage !== 'canary' || one.percent === other.percent);
}
