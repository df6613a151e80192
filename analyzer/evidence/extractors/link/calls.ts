import type { UseSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Link, TaggedTerm, Term } from '../sketch/term.ts';
import { eachKey, type Evaluator, type World } from './evaluate.ts';
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
export function listCalls(modules: Iterable<string>, world: World, evaluator: Evaluator): { calls: Call[]; tagged: Tagged[] } {
  const calls: Call[] = [];
  const tagged: Tagged[] = [];
  for (const module of modules) {
    const index = world.indexOf(module);
    if (!index) continue;
    const callbacks = callbacksOf(index.sketch.uses);
    for (const use of index.sketch.uses) {
      if (use.term.kind === 'tagged') {
        tagged.push({ module, in: use.in, term: use.term, tag: evaluator.evaluate(module, use.term.tag) });
        continue;
      }
      for (const loop of loopsOf(module, use, callbacks, { world, evaluator })) {
        addCalls(module, use as UseSketch & { term: ChainTerm }, loop, { evaluator, calls });
      }
    }
    for (const { in: scope, value } of index.sketch.bindings) {
      if (isChain(value)) addCalls(module, { in: scope, term: value }, undefined, { evaluator, calls });
    }
    for (const { members, in: scope } of index.sketch.classes) {
      for (const { value } of members) {
        if (isChain(value)) addCalls(module, { in: scope, term: value }, undefined, { evaluator, calls });
      }
    }
    for (const { id, returns } of index.sketch.functions) {
      for (const term of returns ?? []) {
        if (isChain(term)) addCalls(module, { in: id, term }, undefined, { evaluator, calls });
      }
    }
  }
  return { calls: withoutDoubles(calls), tagged };
}

/** A call that was kept for itself and stands in a value too is one call. */
function withoutDoubles(calls: readonly Call[]): Call[] {
  const firstUse = new Map<string, Call[]>();
  const kept: Call[] = [];
  for (const call of calls) {
    const key = `${call.module}\0${call.at}`;
    const known = firstUse.get(key);
    if (!known) firstUse.set(key, [call]);
    else if (known.some((one) => one.callee === call.callee && one.loop === call.loop)) continue;
    else known.push(call);
    kept.push(call);
  }
  return kept;
}

function isChain(term: Term | undefined): term is ChainTerm {
  return typeof term === 'object' && term !== null && term.kind === 'chain';
}

function addCalls(
  module: string,
  { in: scope, term }: { in: number; term: ChainTerm },
  loop: Loop | undefined,
  { evaluator, calls }: { evaluator: Evaluator; calls: Call[] },
): void {
  let values = evaluator.evaluate(module, term.root, loop);
  for (const link of term.links) {
    if ('call' in link) for (const callee of values) calls.push(callOf(module, scope, { callee, link }, loop));
    values = values.flatMap((value) => evaluator.follow(value, link, module, loop)).slice(0, 24);
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

/** Which function is the callback of which call on which receiver. */
function callbacksOf(uses: readonly UseSketch[]): Map<number, { receiver: ChainTerm; method: string }> {
  const found = new Map<number, { receiver: ChainTerm; method: string }>();
  for (const { term } of uses) {
    if (term.kind !== 'chain') continue;
    term.links.forEach((link, at) => {
      const before = term.links[at - 1];
      if (!('call' in link) || !before || !('get' in before)) return;
      const receiver: ChainTerm = { kind: 'chain', root: term.root, links: term.links.slice(0, at - 1) };
      for (const argument of link.call) {
        if (typeof argument === 'object' && argument?.kind === 'function') {
          found.set(argument.id, { receiver, method: before.get });
        }
      }
    });
  }
  return found;
}

const LOOPS = new Set(['forEach', 'map', 'each']);
const LONGEST = 2000;

/** The turns of the loop around a use; one `undefined` where it stands in none. */
function loopsOf(
  module: string,
  use: UseSketch,
  callbacks: ReturnType<typeof callbacksOf>,
  { world, evaluator }: { world: World; evaluator: Evaluator },
): readonly (Loop | undefined)[] {
  const index = world.indexOf(module);
  for (let at = use.in; at !== 0 && index; at = index.function(at)?.parent ?? 0) {
    const callback = callbacks.get(at);
    if (callback && LOOPS.has(callback.method)) {
      const turns = turnsOf(module, callback.receiver, `${module}#${at}`, evaluator);
      if (turns.length > 0) return turns;
    }
  }
  const each = index && use.term.kind === 'chain' ? eachIn(use, index.bindings) : undefined;
  const turns = each === undefined ? [] : turnsOf(module, each, eachKey(module, each), evaluator);
  return turns.length > 0 ? turns : [undefined];
}

function turnsOf(module: string, list: Term, key: string, { evaluate }: Evaluator): Loop[] {
  return evaluate(module, list).flatMap((value) =>
    value.kind === 'list'
      ? value.items.slice(0, LONGEST).map((item) => ({ key, module: value.module, item }))
      : [],
  );
}

/** The list behind the loop variable of a `for … of` that the use mentions. */
function eachIn(
  { term, in: scope }: UseSketch,
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

function partsOf(term: Exclude<Term, string | number | boolean | null>): readonly Term[] {
  if (term.kind === 'chain') {
    return [term.root, ...term.links.flatMap((link) => ('call' in link ? link.call : 'index' in link ? [link.index] : []))];
  }
  return term.kind === 'text' ? term.parts : [];
}
