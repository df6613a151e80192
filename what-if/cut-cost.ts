import { VOLUME_UNITS } from './compact-facts.ts';
import type { CutState } from './cut-state.ts';
import { circlesOf, filledServices } from './metrics-of.ts';

/** What one of these costs, counted in calls that are made once (ln(uses) + 1 for a pair of modules). */
const costs = { sharedTable: 5, cutTransaction: 15, circle: 10 } as const;

/**
 * One number for what a cut costs, to rank moves by: the volume of the pairs that cross, and a price for each shared
 * table, cut transaction and circle of services, since those are what makes an extraction fail. Lower is better.
 */
export function costOf(state: CutState): number {
  const { pairs, data } = state;
  return (
    pairs.cutVolume / VOLUME_UNITS +
    costs.sharedTable * data.sharedTables +
    costs.cutTransaction * data.cutTransactions +
    costs.circle * circlesOf(state, filledServices(state)).length
  );
}
