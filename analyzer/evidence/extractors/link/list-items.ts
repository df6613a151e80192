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
