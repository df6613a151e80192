import type { PlanFlags } from '../plan/plan-flags.ts';

/** What `banyan plan` takes as a screen. */
export interface TuiFlags extends PlanFlags {
  readonly ascii?: boolean;
  readonly screenReader?: boolean;
  /** File of keys to press. */
  readonly replay?: string;
}
