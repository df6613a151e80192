import type { UseSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Term } from '../sketch/term.ts';
import { eachKey, type Evaluator } from './evaluation.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { Loop } from './value.ts';

export interface Callback {
  readonly receiver: ChainTerm;
  readonly method: string;
}

interface Use {
  readonly in: number;
  readonly term: ChainTerm;
}

/** Which function is the callback of which call on which receiver. */
export function callbacksOf(uses: readonly UseSketch[]): Map<number, Callback> {
  const found = new Map<number, Callback>();
  for (const { term } of uses) {
    if (term.kind !== 'chain') continue;
    term.links.forEach((link, at) => {
      const before = term.links[at - 1];
      if (!('call' in link) || !before || !('get' in before)) return;
      let receiver: ChainTerm | undefined;
      for (const argument of link.call) {
        if (typeof argument === 'object' && argument?.kind === 'function') {
          receiver ??= { kind: 'chain', root: term.root, links: term.links.slice(0, at - 1) };
          found.set(argument.id, { receiver, method: before.get });
        }
      }
    });
  }
  return found;
}

const LOOPS = new Set(['forEach', 'map', 'each']);
/** Rows of one table. */
const LONGEST = 20_000;

interface Around {
  readonly module: string;
  readonly index: SketchIndex;
  readonly callbacks: ReadonlyMap<number, Callback>;
  /** Whether the module has a `for … of` that anything leans on. */
  readonly hasEach: boolean;
  readonly evaluator: Evaluator;
}

/** The turns of the loop around a use; one `undefined` where it stands in none. */
export function loopsAround(around: Around, use: Use): readonly (Loop | undefined)[] {
  const { module, index, evaluator } = around;
  const turns = around.callbacks.size === 0 ? [] : callbackTurns(around, use.in);
  if (turns.length > 0) return turns;
  if (!around.hasEach) return ONCE;
  const each = eachIn(use, index.bindings);
  const found = each === undefined ? [] : turnsOf(module, each, eachKey(module, each), evaluator);
  return found.length > 0 ? found : ONCE;
}

const ONCE: readonly undefined[] = [undefined];

/** `list.forEach((item) => …)` around a function, the nearest first. */
function callbackTurns({ module, index, callbacks, evaluator }: Around, from: number): Loop[] {
  for (let at = from; at !== 0; at = index.function(at)?.parent ?? 0) {
    const callback = callbacks.get(at);
    if (!callback || !LOOPS.has(callback.method)) continue;
    const turns = turnsOf(module, callback.receiver, `${module}#${at}`, evaluator);
    if (turns.length > 0) return turns;
  }
  return [];
}

function turnsOf(module: string, list: Term, key: string, evaluator: Evaluator): Loop[] {
  return itemsIn(module, list, evaluator, 0).map((item, at) => ({ key, at, ...item }));
}

function itemsIn(module: string, list: Term, evaluator: Evaluator, depth: number): Omit<Loop, 'key'>[] {
  return evaluator.evaluate(module, list).flatMap((value) => {
    if (value.kind !== 'list' || depth > DEEPEST) return [];
    const from = value.loop ? { from: value.loop } : {};
    return value.items
      .slice(0, LONGEST)
      .flatMap((item) =>
        isSpread(item)
          ? itemsIn(value.module, item.of, evaluator, depth + 1)
          : [{ module: value.module, item, ...from }],
      );
  });
}

/** Lists spread into lists. */
const DEEPEST = 6;

function isSpread(term: Term): term is Extract<Term, { kind: 'spread' }> {
  return typeof term === 'object' && term?.kind === 'spread';
}

/** The list behind the loop variable of a `for … of` that the use mentions. */
function eachIn(
  { term, in: scope }: Use,
  bindings: (name: string, scope: number) => readonly { value?: Term }[] | undefined,
): Term | undefined {
  const open: Term[] = [term];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    if (at.kind === 'name') {
      for (const { value } of bindings(at.name, at.in ?? scope) ?? []) {
        const found = eachOf(value);
        if (found !== undefined) return found;
      }
    } else open.push(...partsOf(at));
  }
  return undefined;
}

function eachOf(value: Term | undefined): Term | undefined {
  const root = isChain(value) ? value.root : value;
  return typeof root === 'object' && root?.kind === 'each' ? root.of : undefined;
}

/** Whether a value is the variable of a `for … of`, or a part of it. */
export function isEach(value: Term | undefined): boolean {
  return eachOf(value) !== undefined;
}

function partsOf(term: Exclude<Term, string | number | boolean | null>): readonly Term[] {
  if (term.kind === 'chain') {
    return [
      term.root,
      ...term.links.flatMap((link) => ('call' in link ? link.call : 'index' in link ? [link.index] : [])),
    ];
  }
  return term.kind === 'text' ? term.parts : [];
}

function isChain(term: Term | undefined): term is ChainTerm {
  return typeof term === 'object' && term !== null && term.kind === 'chain';
}
