import type { BreachKind } from '../../model/breach.ts';
import type { JudgedBreach, Judgement } from '../judge.ts';
import { count } from '../../../words/count.ts';

/** What every format of `check` is made from. */
export interface ReportInput {
  readonly judgement: Judgement;
  readonly version: string;
  /** Patterns of the plan that match no module. */
  readonly unmatched: readonly string[];
}

/** What each kind means, for readers who meet it for the first time. */
export const KINDS: Readonly<Record<BreachKind, { readonly title: string; readonly help: string }>> = {
  crossing: {
    title: 'Dependency across a boundary',
    help: 'A module of one service uses a module of another. Move one of them, call through an interface, or declare it: services.<from>.uses.',
  },
  data: {
    title: 'Access to another service’s data',
    help: 'A module reads or writes a table that another service owns. Ask that service, or let it own the access.',
  },
  transaction: {
    title: 'Transaction over several services',
    help: 'One transaction touches tables of several services; apart, it cannot be atomic. Merge the owners, or make it a saga.',
  },
  cycle: {
    title: 'Services in a circle',
    help: 'Services that depend on each other cannot be deployed one without the other. Turn the thinnest link round.',
  },
  door: {
    title: 'Import past the public modules',
    help: 'A service is used through its public modules alone. Import one of them, or make this one public.',
  },
};

export const KIND_ORDER: readonly BreachKind[] = ['crossing', 'door', 'data', 'transaction', 'cycle'];

/** `new 3 (2 crossing, 1 data)`: counts by kind, in a fixed order. */
export function countsByKind(breaches: readonly { readonly kind: BreachKind }[]): string {
  return KIND_ORDER.flatMap((kind) => {
    const number = breaches.filter((breach) => breach.kind === kind).length;
    return number === 0 ? [] : [`${count(number)} ${kind}`];
  }).join(', ');
}

/** Strict and expired ones say so, since nothing in the code is new about them. */
export function labelOf({ status, kind, expires }: JudgedBreach): string {
  if (status === 'strict') return `${kind} (strict: never accepted)`;
  if (status === 'expired') return `${kind} (accepted until ${expires ?? ''})`;
  return status === 'accepted' ? `${kind} (accepted)` : `new ${kind}`;
}

/** One sentence on how the baseline stands and would stand; the delta is always told. */
export function deltaOf({ failures, stale, accepted, baselineSize, full }: Judgement): string {
  if (!full)
    return `Baseline ${count(baselineSize)} (only changed modules were judged; what is fixed shows on a full run).`;
  const fresh = failures.filter(({ status }) => status === 'new').length;
  const parts = [
    ...(stale.length === 0 ? [] : [`${count(stale.length)} fixed`]),
    ...(fresh === 0 ? [] : [`${count(fresh)} new`]),
  ];
  const next = baselineSize - stale.length;
  return `Baseline ${count(baselineSize)} → ${count(next)}${parts.length === 0 ? ' (unchanged' : ` (${parts.join(', ')}`}; ${count(accepted.length)} accepted).`;
}
