import { isTerm } from './is-term.ts';
import type { ChainTerm, Link, TaggedTerm, Term } from '../sketch/term.ts';
import { type Evaluator, throughLink, type World } from './evaluation.ts';
import { callbacksOf, isEach, loopsAround } from './loops.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { Loop, Value } from './value.ts';

/** One call, evaluated as far as its callee; the arguments stay terms until somebody asks. */
export interface Call {
  readonly module: string;
  /** Function in which it stands. */
  readonly in: number;
  readonly line: number;
  readonly at: number;
  readonly callee: Value;
  readonly args: readonly Term[];
  readonly types: readonly Term[];
  readonly loop?: Loop;
  /** `new X(…)`. */
  readonly new?: true;
}

export interface Tagged {
  readonly module: string;
  readonly in: number;
  readonly term: TaggedTerm;
  readonly tag: readonly Value[];
}

/** All calls that the sketches kept, one for each value that the callee may have. */
export function listCalls(
  modules: Iterable<string>,
  world: World,
  evaluator: Evaluator,
): { calls: Call[]; tagged: Tagged[] } {
  const lists: Lists = { world, evaluator, calls: [], tagged: [] };
  for (const module of modules) {
    const index = world.indexOf(module);
    if (!index) continue;
    const before = lists.calls.length;
    listUses(lists, module, index);
    // A call that was kept for itself and stands in a value too is one call.
    const known = new Set(lists.calls.slice(before).map(({ at }) => at));
    for (const one of valueChains(index)) addCalls(lists, { module, known }, one, undefined);
  }
  return lists;
}

interface Lists {
  readonly world: World;
  readonly evaluator: Evaluator;
  readonly calls: Call[];
  readonly tagged: Tagged[];
}

function listUses(lists: Lists, module: string, index: SketchIndex): void {
  const callbacks = callbacksOf(index.sketch.uses);
  const hasEach = index.sketch.bindings.some(({ value }) => isEach(value));
  const around = { module, index, callbacks, hasEach, evaluator: lists.evaluator, mentions: new Map() };
  for (const { in: scope, term } of index.sketch.uses) {
    if (term.kind === 'tagged') {
      lists.tagged.push({ module, in: scope, term, tag: lists.evaluator.evaluate(module, term.tag) });
      continue;
    }
    for (const loop of loopsAround(around, { in: scope, term })) {
      addCalls(lists, { module, known: NONE }, { in: scope, term }, loop);
    }
  }
}

const NONE: ReadonlySet<number> = new Set();

interface Chain {
  readonly in: number;
  readonly term: ChainTerm;
}

/** Calls that stand in the values of names, of fields and of what functions return. */
function valueChains({ sketch }: SketchIndex): Chain[] {
  const found: Chain[] = [];
  const add = (scope: number, term: Term | undefined): void => {
    if (isTerm(term, 'chain')) found.push({ in: scope, term });
  };
  for (const { in: scope, value } of sketch.bindings) add(scope, value);
  for (const { in: scope, members } of sketch.classes) for (const { value } of members) add(scope, value);
  for (const { id, returns } of sketch.functions) {
    if (!returns) continue;
    for (const term of returns) add(id, term);
  }
  return found;
}

function addCalls(
  { evaluator, calls }: Lists,
  { module, known }: { module: string; known: ReadonlySet<number> },
  { in: scope, term }: Chain,
  loop: Loop | undefined,
): void {
  let values = evaluator.evaluate(module, term.root, loop);
  for (const link of term.links) {
    if ('call' in link && !known.has(link.at)) {
      for (const callee of values) calls.push(callOf(module, scope, { callee, link }, loop));
    }
    values = throughLink(values, (value) => evaluator.follow(value, link, module, loop));
  }
}

function callOf(
  module: string,
  scope: number,
  { callee, link }: { callee: Value; link: Extract<Link, { call: unknown }> },
  loop: Loop | undefined,
): Call {
  const { call: args, line, at, types = [] } = link;
  return {
    module,
    in: scope,
    line,
    at,
    callee,
    args,
    types,
    ...(loop ? { loop } : {}),
    ...(link.new ? { new: true } : {}),
  };
}
