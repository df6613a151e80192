import type { FunctionPlace } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { FunctionValue, Loop, Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

/** Who answers: the last function among the arguments, looked for inside wrappers such as `wrap(handler)`. */
export interface Handler {
  readonly module: string;
  readonly line: number;
  readonly handler: string;
  readonly entry: readonly FunctionPlace[];
}

interface Place {
  readonly module: string;
  readonly line: number;
  readonly loop?: Loop;
}

export function handlerOf(code: Code, place: Place, args: readonly Term[]): Handler {
  const { module, line, loop } = place;
  const last = args.at(-1);
  const found = last === undefined ? undefined : functionIn(code, { module, term: last, loop }, 0);
  if (found) return describe(code, found, place);
  return { module, line, handler: last === undefined ? '(unknown)' : written(last), entry: [] };
}

interface At {
  readonly module: string;
  readonly term: Term;
  readonly loop?: Loop | undefined;
}

const DEEPEST = 6;

/** A function behind a term: inside a wrapper's arguments first, since a wrapper returns one of its own. */
function functionIn(code: Code, { module, term, loop }: At, depth: number): FunctionValue | undefined {
  if (depth > DEEPEST || typeof term !== 'object' || term === null) return undefined;
  const inner = lastFunction(code, module, innerTerms(term), { loop, depth });
  if (inner) return inner;
  for (const value of code.evaluate(module, term, loop)) {
    const found = functionOf(code, value, depth);
    if (found) return found;
  }
  return undefined;
}

function innerTerms(term: Exclude<Term, string | number | boolean | null>): readonly Term[] {
  if (term.kind === 'list') return term.items;
  const last = term.kind === 'chain' ? term.links.at(-1) : undefined;
  return last && 'call' in last ? last.call : [];
}

function functionOf(code: Code, value: Value, depth: number): FunctionValue | undefined {
  if (value.kind === 'function') return wrappedIn(code, value, depth) ?? value;
  if (value.kind === 'list')
    return lastFunction(code, value.module, value.items, { loop: value.loop, depth });
  if (value.kind !== 'object') return undefined;
  // `{ handler }` and its like, or the one function of an object.
  const { entries } = value.term;
  const named = entries.find(([key]) => key === 'handler' || key === 'handle');
  const functions = named ? [] : entries.filter(([, one]) => isInline(one));
  const entry = named ?? (functions.length === 1 ? functions[0] : undefined);
  return entry && functionIn(code, { module: value.module, term: entry[1], loop: value.loop }, depth + 1);
}

/** `handle(spec)(handler)` gives a function of its own, which calls the one that it was given. */
function wrappedIn(
  code: Code,
  { module, id, loop }: FunctionValue,
  depth: number,
): FunctionValue | undefined {
  const isMethod = code.indexOf(module)?.function(id)?.class !== undefined;
  if (isMethod) return undefined;
  return loop?.args && lastFunction(code, loop.module, loop.args, { loop: loop.from, depth });
}

function lastFunction(
  code: Code,
  module: string,
  terms: readonly Term[],
  { loop, depth }: { loop?: Loop | undefined; depth: number },
): FunctionValue | undefined {
  for (const term of terms.toReversed()) {
    const found = functionIn(code, { module, term, loop }, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function describe(code: Code, { module, id }: FunctionValue, { line }: Place): Handler {
  return { ...describeFunction(code, { module, id }, line), entry: [{ module, id }] };
}

/** Where a function stands and what it is called. */
export function describeFunction(
  code: Code,
  { module, id }: FunctionPlace,
  line: number,
): Omit<Handler, 'entry'> {
  const sketch = code.indexOf(module)?.function(id);
  return { module, line: sketch?.line ?? line, handler: nameOf(code, module, id) ?? '(inline)' };
}

function nameOf(code: Code, module: string, id: number): string | undefined {
  const index = code.indexOf(module);
  const { name, class: owner } = index?.function(id) ?? {};
  if (name === undefined) return nameBoundTo(code, module, id);
  const className = owner === undefined ? undefined : index?.class(owner)?.name;
  return className === undefined ? name : `${className}.${name}`;
}

/** `const list = async (request) => …` has no name of its own. */
function nameBoundTo(code: Code, module: string, id: number): string | undefined {
  const { bindings = [], classes = [] } = code.indexOf(module)?.sketch ?? {};
  const found = bindings.find(({ value }) => isFunction(value, id));
  if (found) return found.name;
  for (const { name: owner, members } of classes) {
    const member = members.find(({ value }) => isFunction(value, id));
    if (member) return `${owner}.${member.name}`;
  }
  return undefined;
}

function isInline(term: Term): boolean {
  return typeof term === 'object' && term?.kind === 'function';
}

function isFunction(term: Term | undefined, id: number): boolean {
  return typeof term === 'object' && term?.kind === 'function' && term.id === id;
}

function written(term: Term): string {
  if (typeof term !== 'object' || term === null) return '(unknown)';
  if (term.kind === 'name') return term.name;
  if (term.kind !== 'chain') return '(unknown)';
  const names = term.links.flatMap((link) => ('get' in link ? [link.get] : []));
  const root = typeof term.root === 'object' && term.root?.kind === 'name' ? [term.root.name] : [];
  return [...root, ...names].join('.') || '(unknown)';
}
