import type { Term } from '../sketch/term.ts';
import type { Code } from './code.ts';
import type { Folded } from './fold-text.ts';
import type { Loop, Value } from './value.ts';

/** A term and where it stands. */
export interface Placed {
  readonly module: string;
  readonly term: Term;
  readonly loop?: Loop;
}

/** The text of an option of a call's first object argument: `new Router({ prefix })`. */
export function entryOf(
  code: Code,
  { module, args, loop }: { readonly module: string; readonly args: readonly Term[]; readonly loop?: Loop },
  key: string,
): Folded[] {
  const inLoop = loop ? { loop } : {};
  return args
    .flatMap((term) => propertyOf(code, { module, term, ...inLoop }, key))
    .flatMap((one) => code.fold(one.module, one.term, one.loop));
}

/** The terms of an option in any object argument of a call. */
export function optionsOf(code: Code, module: string, args: readonly Term[], key: string): Placed[] {
  return args.flatMap((term) => propertyOf(code, { module, term }, key));
}

/** The terms that a property of an object may have; spreads are looked into. */
export function propertyOf(code: Code, { module, term, loop }: Placed, key: string): Placed[] {
  return code.evaluate(module, term, loop).flatMap((value) => entriesNamed(code, value, key, 0));
}

function entriesNamed(code: Code, value: Value, key: string, depth: number): Placed[] {
  if (value.kind !== 'object' || depth > 8) return [];
  const entry = value.term.entries.findLast(([name]) => name === key);
  const inLoop = value.loop ? { loop: value.loop } : {};
  if (entry) return [{ module: value.module, term: entry[1], ...inLoop }];
  return (value.term.spreads ?? []).flatMap((spread) =>
    code
      .evaluate(value.module, spread, value.loop)
      .flatMap((inner) => entriesNamed(code, inner, key, depth + 1)),
  );
}

/** The items of a list, or the one thing that stands in its place. */
export function itemsOf(code: Code, { module, term, loop }: Placed, depth = 0): Placed[] {
  return code.evaluate(module, term, loop).flatMap((value): Placed[] => {
    if (value.kind !== 'list') return [{ module, term, ...(loop ? { loop } : {}) }];
    if (depth > DEEPEST) return [];
    return value.items.flatMap((item) =>
      typeof item === 'object' && item?.kind === 'spread'
        ? itemsOf(code, { module: value.module, term: item.of }, depth + 1)
        : [{ module: value.module, term: item }],
    );
  });
}

/** Lists spread into lists; one spread into itself (`all = [first, ...all]`) never ends. */
const DEEPEST = 6;
