import type { FunctionPlace } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { Loop, Value } from '../link/value.ts';
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
  const found = last === undefined ? undefined : functionIn(code, module, last, loop);
  if (found) return describe(code, found, place);
  return { module, line, handler: last === undefined ? '(unknown)' : written(last), entry: [] };
}

type FunctionValue = Value & { kind: 'function' };

function functionIn(
  code: Code,
  module: string,
  term: Term,
  loop: Loop | undefined,
  depth = 0,
): FunctionValue | undefined {
  if (depth > 6 || typeof term !== 'object' || term === null) return undefined;
  if (term.kind === 'list') return lastFunction(code, module, term.items, loop, depth);
  const wrapped = term.kind === 'chain' ? term.links.at(-1) : undefined;
  if (wrapped && 'call' in wrapped && wrapped.call.length > 0) {
    const inner = lastFunction(code, module, wrapped.call, loop, depth);
    if (inner) return inner;
  }
  for (const value of code.evaluate(module, term, loop)) {
    if (value.kind === 'function') return value;
    if (value.kind === 'list') return lastFunction(code, value.module, value.items, undefined, depth);
    const invoked = value.kind === 'object' ? entryFunction(code, value, depth) : undefined;
    if (invoked) return invoked;
  }
  return undefined;
}

/** `{ handler }` and its like. */
function entryFunction(code: Code, { module, term, loop }: Value & { kind: 'object' }, depth: number): FunctionValue | undefined {
  const entry = term.entries.find(([key]) => key === 'handler' || key === 'handle');
  return entry && functionIn(code, module, entry[1], loop, depth + 1);
}

function lastFunction(
  code: Code,
  module: string,
  terms: readonly Term[],
  loop: Loop | undefined,
  depth: number,
): FunctionValue | undefined {
  for (const term of terms.toReversed()) {
    const found = functionIn(code, module, term, loop, depth + 1);
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
  const index = code.indexOf(module);
  const sketch = index?.function(id);
  const owner = sketch?.class === undefined ? undefined : index?.class(sketch.class);
  const own = sketch?.name ?? nameBoundTo(code, module, id);
  return {
    module,
    line: sketch?.line ?? line,
    handler: own === undefined ? '(inline)' : owner && sketch?.name ? `${owner.name}.${own}` : own,
  };
}

/** `const list = async (request) => …` has no name of its own. */
function nameBoundTo(code: Code, module: string, id: number): string | undefined {
  const index = code.indexOf(module);
  const found = index?.sketch.bindings.find(
    ({ value }) => typeof value === 'object' && value?.kind === 'function' && value.id === id,
  );
  if (found) return found.name;
  for (const { name: owner, members } of index?.sketch.classes ?? []) {
    const member = members.find(
      ({ value }) => typeof value === 'object' && value?.kind === 'function' && value.id === id,
    );
    if (member) return `${owner}.${member.name}`;
  }
  return undefined;
}

function written(term: Term): string {
  if (typeof term !== 'object' || term === null) return '(unknown)';
  if (term.kind === 'name') return term.name;
  if (term.kind !== 'chain') return '(unknown)';
  const names = term.links.flatMap((link) => ('get' in link ? [link.get] : []));
  const root = typeof term.root === 'object' && term.root?.kind === 'name' ? [term.root.name] : [];
  return [...root, ...names].join('.') || '(unknown)';
}
