import type { Link, Term } from '../sketch/term.ts';
import type { Evaluation, Place } from './evaluation.ts';
import { lazily } from './lazy-items.ts';
import { itemsOf } from './list-items.ts';
import type { Item, ListValue, Value } from './value.ts';

type CallLink = Extract<Link, { call: unknown }>;
type ObjectValue = Value & { readonly kind: 'object' };

/** Methods that make another list of one, item by item. */
export const MAPS: ReadonlySet<string> = new Set(['map', 'flatMap']);
/** Methods that give the list itself, in another order or less of it. */
const SAME = new Set(['filter', 'slice', 'sort', 'reverse', 'toSorted', 'toReversed']);

/** Whether a method of a list gives a list that can be told. */
export function isListMethod(name: string): boolean {
  return MAPS.has(name) || SAME.has(name) || name === 'concat';
}

/** `list.map((one) => ({ … }))`, `list.filter(…)`, `one.concat(other)`; undefined where the list is not changed so. */
export function listCall(
  at: Evaluation,
  value: Value,
  { call: args }: CallLink,
  place: Place,
): readonly Value[] | undefined {
  if (value.kind !== 'member' || value.of.kind !== 'list') return undefined;
  const { of: list, name } = value;
  if (SAME.has(name)) return [list];
  if (name === 'concat') return [joinedTo(at, list, args, place)];
  const [callback] = args;
  const mapped = callback === undefined ? undefined : mappedBy(at, list, { callback, name }, place);
  return mapped && [mapped];
}

function joinedTo(at: Evaluation, list: ListValue, args: readonly Term[], { module, loop }: Place): Value {
  const from = loop ? { from: loop } : {};
  const more = lazily(at, args, () => [
    ...itemsOf(at, list),
    ...args.map((of): Item => ({ module, item: { kind: 'spread', of }, ...from })),
  ]);
  return { kind: 'list', module, items: [], more };
}

function mappedBy(
  at: Evaluation,
  list: ListValue,
  { callback, name }: { readonly callback: Term; readonly name: string },
  { module, loop }: Place,
): Value | undefined {
  const [made] = at.evaluate(module, callback, loop);
  if (made?.kind !== 'function') return undefined;
  const returns = at.world.indexOf(made.module)?.function(made.id)?.returns;
  if (!returns?.[0]) return undefined;
  const one: Term = returns.length === 1 ? returns[0] : { kind: 'either', options: returns };
  const item: Term = name === 'flatMap' ? { kind: 'spread', of: one } : one;
  const outer = made.module === module ? loop : made.loop;
  const more = lazily(at, callback, () =>
    itemsOf(at, list).map((turn, index) => ({
      module: made.module,
      item,
      from: { key: `${made.module}#${made.id}`, at: index, ...turn, ...(outer ? { outer } : {}) },
    })),
  );
  return { kind: 'list', module: made.module, items: [], more };
}

const ENTRIES: Readonly<Record<string, (key: string, value: Term) => Term>> = {
  entries: (key, value) => ({ kind: 'list', items: [key, value] }),
  keys: (key) => key,
  values: (_, value) => value,
};

/** `Object.entries(table)` and its like, of a table that is written out. */
export function entriesCall(
  at: Evaluation,
  value: Value,
  { call: [table] }: CallLink,
  { module, loop }: Place,
): readonly Value[] | undefined {
  const isOfObject = value.kind === 'member' && value.of.kind === 'global' && value.of.name === 'Object';
  const itemOf = isOfObject ? ENTRIES[value.name] : undefined;
  if (!itemOf || table === undefined) return undefined;
  const objects = at.evaluate(module, table, loop).filter((one) => one.kind === 'object');
  return objects.length === 0 ? undefined : objects.map((one) => listOf(at, one, itemOf));
}

/** What is spread into the table comes first. */
function listOf(
  at: Evaluation,
  { module, term, loop }: ObjectValue,
  itemOf: (key: string, value: Term) => Term,
): ListValue {
  const items = term.entries.map(([key, one]) => itemOf(key, one));
  const from = loop ? { loop } : {};
  const { spreads = [] } = term;
  if (spreads.length === 0) return { kind: 'list', module, items, ...from };
  const more = lazily(at, term, () =>
    spreads
      .flatMap((one) => at.evaluate(module, one, loop))
      .flatMap((one) => (one.kind === 'object' ? itemsOf(at, listOf(at, one, itemOf)) : [])),
  );
  return { kind: 'list', module, items, ...from, more };
}
