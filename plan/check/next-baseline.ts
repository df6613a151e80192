import type { Breach } from '../model/breach.ts';
import type { CheckPolicies } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { type BaselineEntry, entryOf } from './baseline.ts';
import { breachKey } from './breach-id.ts';
import { count } from '../../words/count.ts';

export interface BaselineChange {
  readonly entries: readonly BaselineEntry[];
  readonly added: readonly BaselineEntry[];
  readonly removed: readonly BaselineEntry[];
}

export interface GrowthOptions {
  readonly policies: CheckPolicies;
  /** Whether what is new may be accepted. */
  readonly allowGrowth: boolean;
  /** The day on which what is added is no longer accepted. */
  readonly expires?: string;
  readonly why?: string;
}

/**
 * The baseline that fits the code as it is: what is fixed leaves by itself, and what is new enters only where that was
 * said outright. Breaches of a strict kind never enter. Throws `PlanError` where it would grow without leave.
 */
export function nextBaseline(
  breaches: readonly Breach[],
  baseline: readonly BaselineEntry[],
  options: GrowthOptions,
): BaselineChange {
  const acceptable = breaches.filter(({ kind }) => options.policies[kind] === 'baseline');
  const found = new Set(acceptable.map(breachKey));
  const known = new Set(baseline.map(breachKey));
  const kept = baseline.filter((entry) => found.has(breachKey(entry)));
  const removed = baseline.filter((entry) => !found.has(breachKey(entry)));
  const fresh = acceptable.filter((breach) => !known.has(breachKey(breach)));
  if (fresh.length > 0 && !options.allowGrowth) throw growth(fresh);
  const { expires, why } = options;
  const added = fresh.map((breach) => entryOf({ ...breach, expires, why }));
  return { entries: [...kept, ...added], added, removed };
}

function growth(fresh: readonly Breach[]): PlanError {
  const shown = fresh
    .slice(0, 5)
    .map(({ file, line, message }) => `${file}:${line}:1 ${message}`.replaceAll('\n', ' '));
  const more = fresh.length > shown.length ? [`… and ${count(fresh.length - shown.length)} more`] : [];
  return new PlanError(
    'BASELINE_GROWTH',
    [`The baseline would grow by ${count(fresh.length)}:`, ...shown, ...more].join('\n'),
    'Fix them, allow them in the plan (uses:), or accept them outright with --allow-growth.',
  );
}
