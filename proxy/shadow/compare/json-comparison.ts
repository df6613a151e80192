import type { CompareRule } from '../../model/shadow-rule.ts';
import type { Differences } from './differences.ts';
import type { Place } from './place-tree.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Pair {
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What the comparison of one pair of bodies carries along. */
export interface JsonComparison {
  readonly rule: CompareRule;
  readonly differences: Differences;
  /** Keys from the root to the present place. */
  readonly way: (string | number)[];
  /** Compares what is inside an array. */
  readonly compare: (pair: Pair, place: Place, comparison: JsonComparison) => void;
}

/** Adds a difference at the present place, if it is the first of its cause. */
export function told(place: Place, kind: string, pair: Pair, { differences, way }: JsonComparison): void {
  if (place.ignored) return;
  const cause = { part: 'body' as const, path: place.path, kind };
  if (differences.isNew(cause)) differences.add({ ...cause, place: wayText(way), ...pair });
}

const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/u;

function wayText(way: readonly (string | number)[]): string {
  let text = '$';
  for (const key of way) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += PLAIN_NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  }
  return text;
}
