import type { Breach } from '../model/breach.ts';
import type { CheckPolicies } from '../model/plan.ts';
import type { BaselineEntry } from './baseline.ts';
import { breachKey } from './breach-id.ts';

export type BreachStatus = 'new' | 'strict' | 'expired' | 'accepted';

export interface JudgedBreach extends Breach {
  /** `strict`: its kind may not be accepted. `expired`: it was accepted until a day that has come. */
  readonly status: BreachStatus;
  readonly expires?: string;
}

/** What `check` found against what was accepted. */
export interface Judgement {
  /** What fails: new, strict and expired. */
  readonly failures: readonly JudgedBreach[];
  readonly accepted: readonly JudgedBreach[];
  /** Entries whose breach is gone; judged on full runs alone, since part of the code cannot show that. */
  readonly stale: readonly BaselineEntry[];
  readonly baselineSize: number;
  readonly full: boolean;
}

export interface JudgeOptions {
  readonly policies: CheckPolicies;
  /** The day of the run, `2026-05-01`. */
  readonly today: string;
  /** Where given, only breaches from or into these modules are judged. */
  readonly affected?: ReadonlySet<string>;
}

/** Sets what was found against the baseline, by identity. */
export function judge(
  breaches: readonly Breach[],
  baseline: readonly BaselineEntry[],
  options: JudgeOptions,
): Judgement {
  const { policies, today, affected } = options;
  const entries = new Map(baseline.map((entry) => [breachKey(entry), entry]));
  const isAffected = ({ file, target }: Breach): boolean =>
    affected === undefined || affected.has(file) || (target !== undefined && affected.has(target));
  const judged = breaches.filter(isAffected).map((breach): JudgedBreach => {
    const entry = entries.get(breachKey(breach));
    const expires = entry?.expires;
    const status = policies[breach.kind] === 'strict' ? 'strict' : statusOf(entry, today);
    return { ...breach, status, ...(expires === undefined ? {} : { expires }) };
  });
  const found = new Set(breaches.map(breachKey));
  return {
    failures: judged.filter(({ status }) => status !== 'accepted'),
    accepted: judged.filter(({ status }) => status === 'accepted'),
    stale: affected === undefined ? baseline.filter((entry) => !found.has(breachKey(entry))) : [],
    baselineSize: baseline.length,
    full: affected === undefined,
  };
}

function statusOf(entry: BaselineEntry | undefined, today: string): BreachStatus {
  if (!entry) return 'new';
  return entry.expires !== undefined && entry.expires <= today ? 'expired' : 'accepted';
}

/** Whether the run should stop a pipeline. */
export function isPassed({ failures, stale }: Judgement): boolean {
  return failures.length === 0 && stale.length === 0;
}
