import type { WrittenPlan } from '../model/plan.ts';
import type { Edit } from './edit.ts';
import { sortedIndex } from './sorted-index.ts';

/** Adds a decision where the list has its place for it. */
export function decide(value: Readonly<Record<string, unknown>>, { decisions = [] }: WrittenPlan): Edit {
  return { do: 'insert', path: ['decisions'], index: sortedIndex(decisions, value, decisionKey), value };
}

function decisionKey(decision: object): string {
  const subject: unknown = Object.values(decision)[0];
  return Array.isArray(subject) ? String(subject[0]) : String(subject);
}
