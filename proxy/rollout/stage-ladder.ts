import type { Route, Stage } from '../model/route.ts';

/** Where a route stands: its stage and, in a canary, its percentage. */
export interface Standing {
  readonly stage: Stage;
  readonly percent: number;
}

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
