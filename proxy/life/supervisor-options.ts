import type { StageChange } from '../rollout/stage-keeper.ts';
import type { StandingStore } from '../rollout/standing-store.ts';
import type { DivergenceRecord } from '../shadow/record/divergence-record.ts';
import type { Fleet } from './fleet.ts';
import type { LoadedPlan, PlanSurroundings } from './load-plan.ts';

/** What a supervisor is given: the plan, the fleet, and ways out to the world. */
export interface SupervisorOptions {
  readonly fleet: Fleet;
  readonly file: string;
  readonly around: PlanSurroundings;
  readonly store: StandingStore;
  /** What comparison found of one route, or of all. */
  readonly divergences?: Pick<DivergenceRecord, 'answer' | 'forget'>;
  readonly version: string;
  /** A line for the operator. */
  readonly report: (message: string) => void;
  /** ISO 8601. */
  readonly timestamp: () => string;
  /** Milliseconds on any clock. */
  readonly now: () => number;
  /** Told of every promotion and rollback, after it holds. */
  readonly announce?: (change: StageChange & { readonly at: string }) => void;
  /** Settings that flags and environment put in place of the plan's. */
  readonly override: (loaded: LoadedPlan) => LoadedPlan;
}
