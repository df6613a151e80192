import { isTerm } from './is-term.ts';
import type { Link, Term, TermNode } from '../sketch/term.ts';
import { TEXT_METHODS } from './fold-call.ts';
import { leansOn } from './leans-on.ts';
import { MAPS } from './list-calls.ts';
import { createMakerTest } from './maker-test.ts';
import { createReturnTest } from './return-test.ts';
import type { ContextOf, World } from './evaluation.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { Loop, Value } from './value.ts';

type Memo = Map<object, readonly Value[]>;

/** Calls as contexts in which what a function returns is evaluated. */
export interface Contexts {
  readonly contextOf: ContextOf;
  /** What was found in a context before; of the turns of loops only the latest keep it. */
  readonly memoOf: (loop: Loop | undefined) => Memo;
}

/** A function that is given by a call of a function that is given by a call … */
const DEEPEST = 7;

/** The same call seen from the same place is one context, so that what was found in it is found once. */
export function createContexts({ indexOf }: World): Contexts {
  const givesClosure = createReturnTest(indexOf, holdsOn);
  const makesOwn = createMakerTest(indexOf);
  const known = new Map<readonly Term[], Loop[]>();
  // A weak map of this many entries costs more to collect than it holds.
  const plain: Memo = new Map();
  const memos = new Map<Loop, Memo>();
  const turns = new Map<Loop, Memo>();
  return {
    contextOf: ({ module, id, loop: outer }, { module: from, args, loop, at }) => {
      const isTold = (args.length > 0 && givesClosure(module, id)) || makesOwn(module, id);
      if (!isTold) return outer;
      if (Math.max(depthOf(loop), depthOf(outer)) >= DEEPEST) return undefined;
      const key = `${module}#${id}`;
      const before = known.get(args) ?? [];
      const same = before.find((one) => one.key === key && one.from === loop && one.outer === outer);
      if (same) return same;
      const made = contextFrom({ key, module: from, item: args[0] ?? null, args, at }, loop, outer);
      known.set(args, [...before, made]);
      return made;
    },
    memoOf: (loop) => {
      if (!loop) return plain;
      if (!loop.args) return memoIn(turns, loop, LATEST);
      return memoIn(memos, loop);
    },
  };
}

/** A turn is asked about once, from its first use to its last: these suffice for loops within loops. */
const LATEST = 64;

function memoIn(memos: Map<Loop, Memo>, loop: Loop, most = Infinity): Memo {
  let memo = memos.get(loop);
  if (memo) return memo;
  memos.set(loop, (memo = new Map()));
  const [oldest] = memos.size > most ? memos.keys() : [];
  if (oldest) memos.delete(oldest);
  return memo;
}

function contextFrom(call: Loop, from: Loop | undefined, outer: Loop | undefined): Loop {
  return { ...call, ...(from ? { from } : {}), ...(outer ? { outer } : {}) };
}

/** Calls around a place; the turns of loops are as many as a list is long, and no deeper. */
function depthOf(loop: Loop | undefined): number {
  if (!loop) return 0;
  const known = depths.get(loop);
  if (known !== undefined) return known;
  const found = (loop.args ? 1 : 0) + Math.max(depthOf(loop.from), depthOf(loop.outer));
  depths.set(loop, found);
  return found;
}

const depths = new WeakMap<Loop, number>();

/**
 * Whether what a function gives back holds on to its parameters: a function, a class or an object made inside it, or a
 * text put together from them. What other functions give is the same for every call, as far as anybody asks, and is
 * found once.
 */
function holdsOn(index: SketchIndex, term: Term, id: number): boolean {
  if (!isTerm(term, 'name')) return isClosure(term) || isChanged(term) || isHandedOn(index, term, id);
  return (index.bindings(term.name, term.in ?? 0) ?? []).some(
    (one) => one.in === id && (isClosure(one.value) || isTerm(one.value, 'param') || one.added !== undefined),
  );
}

/** `return define({ ...spec, handler })`, `return actions.map((action) => ({ … }))` */
function isHandedOn(index: SketchIndex, term: Term | undefined, id: number): boolean {
  if (!isTerm(term, 'chain')) return false;
  const [before, last] = term.links.length === 1 ? [undefined, term.links[0]] : term.links.slice(-2);
  const [first] = last && 'call' in last ? last.call : [];
  if (!before) return isTerm(first, 'object') && leansOn(index, first, id);
  return isMapping(before) && isTerm(first, 'function');
}

function isMapping(link: Link): boolean {
  return 'get' in link && MAPS.has(link.get);
}

/** `name.replaceAll('_', '-')` */
function isChanged(term: Term | undefined): boolean {
  if (!isTerm(term, 'chain')) return false;
  const members = term.links.flatMap((link) => ('get' in link ? [link.get] : []));
  return (
    members.length > 0 &&
    members.length * 2 === term.links.length &&
    members.every((name) => TEXT_METHODS.has(name))
  );
}

const CLOSURES = new Set<TermNode['kind']>(['function', 'class', 'object', 'text']);

function isClosure(term: Term | undefined): boolean {
  return typeof term === 'object' && term !== null && CLOSURES.has(term.kind);
}
