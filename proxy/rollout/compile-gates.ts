import type { Plan } from '../../plan/index.ts';
import type { Gates } from '../model/rollout.ts';
import { DEFAULT_STEPS } from './stage-ladder.ts';

type PlannedGates = NonNullable<Plan['routes'][number]['gates']>;

/** Where the plan says nothing. What each costs in requests stands in docs/rollout.md. */
const DEFAULT_GATES = {
  minRequests: 100,
  maxErrorRate: 0.005,
  maxClientErrorRate: 0.05,
  maxDivergence: 0.001,
  maxP99Ratio: 1.5,
  everyMs: 5 * 60_000,
};

/** The gates of a route, complete. */
export function compileGates(planned: PlannedGates): Gates {
  return {
    minRequests: planned.minRequests ?? DEFAULT_GATES.minRequests,
    maxErrorRate: planned.maxErrorRate ?? DEFAULT_GATES.maxErrorRate,
    maxClientErrorRate: planned.maxClientErrorRate ?? DEFAULT_GATES.maxClientErrorRate,
    maxDivergence: planned.maxDivergence ?? DEFAULT_GATES.maxDivergence,
    needsComparison: planned.maxDivergence !== undefined,
    maxP99Ratio: planned.maxP99Ratio ?? DEFAULT_GATES.maxP99Ratio,
    steps: planned.steps ?? DEFAULT_STEPS,
    everyMs: planned.every ?? DEFAULT_GATES.everyMs,
    dryRun: planned.dryRun ?? false,
  };
}
