import { isTerm } from './is-term.ts';
import type { Term } from '../sketch/term.ts';
import type { Evaluator } from './evaluation.ts';
import type { Item, ListValue, Loop } from './value.ts';

/** Rows of one table. */
const LONGEST = 20_000;
/** Lists spread into lists. */
const DEEPEST = 6;

/** The turns of a loop over a list, inside what surrounds the loop. */
export function turnsOf(
  evaluator: Evaluator,
  { module, list, key }: { readonly module: string; readonly list: Term; readonly key: string },
  outer?: Loop,
): Loop[] {
  return itemsOfTerm(evaluator, { module, item: list, ...(outer ? { from: outer } : {}) }, 0).map(
    (item, at) => ({ key, at, ...item, ...(outer ? { outer } : {}) }),
  );
}

/** The items of a list one by one, lists that are spread into it taken apart. */
export function itemsOf(evaluator: Evaluator, list: ListValue): Item[] {
  return itemsIn(evaluator, list, 0);
}

function itemsOfTerm(evaluator: Evaluator, { module, item, from }: Item, depth: number): Item[] {
  return evaluator
    .evaluate(module, item, from)
    .flatMap((value) => (value.kind === 'list' && depth <= DEEPEST ? itemsIn(evaluator, value, depth) : []));
}

function itemsIn(evaluator: Evaluator, { module, items, loop, more }: ListValue, depth: number): Item[] {
  const from = loop ? { from: loop } : {};
  const own = items.slice(0, LONGEST).map((item): Item => ({ module, item, ...from }));
  const all = more ? [...own, ...more()] : own;
  return all.flatMap((one) =>
    isTerm(one.item, 'spread') ? itemsOfTerm(evaluator, { ...one, item: one.item.of }, depth + 1) : [one],
  );
}

/** Which lists that are made of lists one is in, and how many they are so far. */
export interface Going {
  readonly inside: Set<unknown>;
  lists: number;
  /** Steps for a whole repository. */
  left: number;
}

export function startGoing(): Going {
  return { inside: new Set(), lists: 0, left: MOST_STEPS };
}

const MOST_STEPS = 20_000;

const DEEPEST_LISTS = 8;
const MOST_LISTS = 100;
const MOST_MADE = 2000;

/**
 * Asked once. A list that is made of itself, in whatever turn of whatever loop, adds nothing, and functions that go round
 * through each other end somewhere. `by`: what in the text makes it.
 */
export function lazily(
  { going }: { readonly going: Going },
  by: unknown,
  find: () => readonly Item[],
): () => readonly Item[] {
  let found: readonly Item[] | undefined;
  return () => {
    if (found) return found;
    const { inside } = going;
    if (inside.has(by) || inside.size >= DEEPEST_LISTS || going.lists >= MOST_LISTS) return [];
    if (going.left <= 0) return [];
    inside.add(by);
    going.lists += 1;
    try {
      found = find().slice(0, MOST_MADE);
      going.left -= found.length + 1;
    } finally {
      inside.delete(by);
      if (inside.size === 0) going.lists = 0;
    }
    return found;
  };
}
