import type { FunctionPlace } from '../extractor.ts';
import type { Term } from '../sketch/term.ts';
import type { Code } from './code.ts';
import type { Value } from './value.ts';

/** Follows calls from function to function, through injected fields, imports and classes. */
export interface Reach {
  /** Functions that one function calls, callbacks written inside it included. */
  readonly calleesOf: (place: FunctionPlace) => readonly FunctionPlace[];
  /** Every function that runs, itself included, nearest first; it does not go on below a hub. */
  readonly from: (entry: readonly FunctionPlace[]) => readonly FunctionPlace[];
  /** Where a function begins. */
  readonly lineOf: (place: FunctionPlace) => number;
  /** Functions that call one function directly. */
  readonly callersOf: (place: FunctionPlace) => readonly FunctionPlace[];
}

/** Enough for any real use case; a bound for hostile ones. */
const MOST_FUNCTIONS = 600;
/** A function that so many modules call is a tool, not a step of one use case. */
const HUB_CALLERS = 40;

export function createReach(code: Code): Reach {
  const memo = new Map<string, readonly FunctionPlace[]>();
  const named: CalleeMemo = new Map();
  const children = childrenByFunction(code);
  const calleesOf = (place: FunctionPlace): readonly FunctionPlace[] => {
    const key = keyOf(place);
    const known = memo.get(key);
    if (known) return known;
    const found = [...(children.get(key) ?? []), ...directCallees(code, place, named)];
    memo.set(key, found);
    return found;
  };
  let callers: Map<string, FunctionPlace[]> | undefined;
  const callersOf = (place: FunctionPlace): readonly FunctionPlace[] =>
    (callers ??= invert(code, calleesOf)).get(keyOf(place)) ?? [];
  const lineOf = ({ module, id }: FunctionPlace): number => code.indexOf(module)?.function(id)?.line ?? 1;
  return { calleesOf, callersOf, lineOf, from: (entry) => spread(entry, calleesOf, callersOf) };
}

function spread(
  entry: readonly FunctionPlace[],
  calleesOf: Reach['calleesOf'],
  callersOf: Reach['callersOf'],
): FunctionPlace[] {
  const seen = new Map<string, FunctionPlace>();
  for (const place of entry) seen.set(keyOf(place), place);
  for (const [, place] of seen) {
    if (seen.size > MOST_FUNCTIONS) break;
    for (const next of calleesOf(place)) {
      if (!seen.has(keyOf(next)) && !isHub(callersOf(next))) seen.set(keyOf(next), next);
    }
  }
  return [...seen.values()];
}

function isHub(callers: readonly FunctionPlace[]): boolean {
  return callers.length > HUB_CALLERS && new Set(callers.map(({ module }) => module)).size > HUB_CALLERS;
}

function childrenByFunction(code: Code): Map<string, FunctionPlace[]> {
  const found = new Map<string, FunctionPlace[]>();
  for (const module of code.modules) {
    for (const { id, parent } of code.indexOf(module)?.sketch.functions ?? []) {
      if (id === 0 || parent === 0) continue;
      const key = keyOf({ module, id: parent });
      const list = found.get(key);
      if (list) list.push({ module, id });
      else found.set(key, [{ module, id }]);
    }
  }
  return found;
}

function invert(code: Code, calleesOf: Reach['calleesOf']): Map<string, FunctionPlace[]> {
  const callers = new Map<string, FunctionPlace[]>();
  for (const module of code.modules) {
    for (const { id } of code.indexOf(module)?.sketch.functions ?? []) {
      for (const callee of calleesOf({ module, id })) {
        const key = keyOf(callee);
        const list = callers.get(key);
        if (list) list.push({ module, id });
        else callers.set(key, [{ module, id }]);
      }
    }
  }
  return callers;
}

/** `this.orders.create` means the same in every method of a class. */
type CalleeMemo = Map<string, readonly FunctionPlace[]>;

function directCallees(code: Code, { module, id }: FunctionPlace, memo: CalleeMemo): FunctionPlace[] {
  const { calls = [], class: owner = -1 } = code.indexOf(module)?.function(id) ?? {};
  const found = new Map<string, FunctionPlace>();
  for (const written of calls) {
    const key = `${module}#${OWN.test(written) ? `class${owner}` : id}#${written}`;
    const places = memo.get(key) ?? calleesNamed(code, module, calleeTerm(written, id, owner));
    memo.set(key, places);
    for (const place of places) found.set(keyOf(place), place);
  }
  return [...found.values()];
}

const OWN = /^(?:this|super)\./u;

function calleesNamed(code: Code, module: string, term: Term): FunctionPlace[] {
  return code.evaluate(module, term).flatMap((value) => placeOf(code, value) ?? []);
}

function calleeTerm(written: string, scope: number, cls: number): Term {
  const [root = '', ...members] = (written.startsWith('new ') ? written.slice(4) : written).split('.');
  const first: Term =
    root === 'this' || root === 'super'
      ? { kind: root, class: cls }
      : { kind: 'name', name: root, in: scope };
  return members.length === 0
    ? first
    : { kind: 'chain', root: first, links: members.map((get) => ({ get })) };
}

/** The function behind a callee; for a class, its constructor. */
export function placeOf(code: Code, value: Value): FunctionPlace | undefined {
  if (value.kind === 'function') return { module: value.module, id: value.id };
  if (value.kind !== 'class') return undefined;
  const made = code.indexOf(value.module)?.constructorOf(value.id);
  return made && { module: value.module, id: made.id };
}

export function keyOf({ module, id }: FunctionPlace): string {
  return `${module}#${id}`;
}
