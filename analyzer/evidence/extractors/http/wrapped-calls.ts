import type { FunctionPlace } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { SketchIndex } from '../link/sketch-index.ts';
import type { ClassValue, InstanceValue, Loop, Value } from '../link/value.ts';
import type { ChainTerm, Link, Term } from '../sketch/term.ts';

/**
 * Registrations that a base class makes for those below it: `route({ method, path, handler })` whose body says
 * `this.app[method](path, handler)`. Each call of such a method stands for one registration, with what it is given.
 */
export interface WrappedCalls {
  readonly calls: readonly Call[];
  /** Of a call in the body of such a method, how many calls stand for it; nothing for any other call. */
  readonly replacing: (call: Call) => number | undefined;
}

/** Methods that register what they are given, called by methods that do the same. */
const DEEPEST = 3;

export function wrappedCalls(code: Code, packages: ReadonlySet<string>): WrappedCalls {
  const calls: Call[] = [];
  const replaced = new Map<string, number>();
  const givenTo = createGiven(code);
  for (const registration of registrations(code, packages)) {
    const { module, term, in: id } = registration;
    const found = givenTo({ module, id }, DEEPEST).flatMap((given) => callsOf(code, registration, given));
    replaced.set(`${module}@${lastCall(term)?.at ?? -1}`, found.length);
    calls.push(...found);
  }
  return { calls, replacing: ({ module, at }) => replaced.get(`${module}@${at}`) };
}

interface Registration {
  readonly module: string;
  readonly in: number;
  readonly term: ChainTerm;
}

function* registrations(code: Code, packages: ReadonlySet<string>): Iterable<Registration> {
  for (const module of code.modules) {
    const index = code.indexOf(module);
    if (!index || index.sketch.classes.length === 0 || !importsAny(index, packages)) continue;
    for (const { in: scope, term } of index.sketch.uses) {
      if (term.kind === 'chain' && isGiven(index, term, scope)) yield { module, in: scope, term };
    }
  }
}

function importsAny({ imports }: SketchIndex, packages: ReadonlySet<string>): boolean {
  for (const { specifier } of imports.values()) if (packages.has(specifier)) return true;
  return false;
}

/** Whether a call on a field of `this` leans on parameters of the method around it. */
function isGiven(index: SketchIndex, { root, links }: ChainTerm, scope: number): boolean {
  if (typeof root !== 'object' || root?.kind !== 'this') return false;
  const { class: owner, name } = index.function(scope) ?? {};
  if (owner === undefined || name === undefined || name === 'constructor') return false;
  const parts = links.flatMap((link) => ('index' in link ? [link.index] : 'call' in link ? link.call : []));
  return parts.some((term) => leansOn(index, term, scope));
}

/** Whether a term is a parameter of the function, or begins with one. */
function leansOn(index: SketchIndex, term: Term, scope: number): boolean {
  if (typeof term !== 'object' || term === null) return false;
  if (term.kind === 'param') return term.of === scope;
  if (term.kind === 'chain') return leansOn(index, term.root, scope);
  if (term.kind === 'text') return term.parts.some((part) => leansOn(index, part, scope));
  if (term.kind === 'object') return term.entries.some(([, value]) => leansOn(index, value, scope));
  if (term.kind !== 'name') return false;
  const bindings = index.bindings(term.name, term.in ?? scope) ?? [];
  return bindings.some(
    ({ in: at, value }) => at === scope && value !== undefined && leansOn(index, value, scope),
  );
}

interface Given {
  readonly loop: Loop;
  /** Class from which the call comes, of a call on `this`. */
  readonly caller?: ClassValue;
  /** What the method was taken from, of a call from outside. */
  readonly self?: InstanceValue;
}

type GivenTo = (method: FunctionPlace, depth: number) => readonly Given[];

/** Methods that call each other in a ring multiply what is given. */
const MOST = 10_000;

/** What each call of a method, from the classes below, gives to it. */
function createGiven(code: Code): GivenTo {
  const known = new Map<string, readonly Given[]>();
  const givenTo: GivenTo = ({ module, id }, depth) => {
    if (depth === 0) return [];
    const key = `${module}#${id}#${depth}`;
    const before = known.get(key);
    if (before) return before;
    const found: Given[] = [];
    for (const call of code.callsTo({ kind: 'function', module, id })) {
      if (found.length < MOST) found.push(...givenBy(code, givenTo, call, { key: `${module}#${id}`, depth }));
    }
    known.set(key, found);
    return found;
  };
  return givenTo;
}

function givenBy(
  code: Code,
  givenTo: GivenTo,
  call: Call,
  { key, depth }: { key: string; depth: number },
): Given[] {
  const self = call.callee.kind === 'function' ? call.callee.self : undefined;
  if (self) return [{ self, loop: contextOf(key, call, call.loop) }];
  const caller = classAround(code, call);
  if (!caller) return [];
  return surroundings(code, givenTo, call, depth).map(({ loop: from, ...given }) => ({
    caller,
    ...given,
    loop: contextOf(key, call, from),
  }));
}

function contextOf(key: string, { module, args }: Call, from: Loop | undefined): Loop {
  return { key, module, item: args[0] ?? null, args, ...(from ? { from } : {}) };
}

/** A method that hands on its own parameters stands for each of its calls. */
function surroundings(
  code: Code,
  givenTo: GivenTo,
  { module, in: scope, args, loop }: Call,
  depth: number,
): readonly (Omit<Given, 'loop'> & { readonly loop: Loop | undefined })[] {
  const index = code.indexOf(module);
  const hands =
    index?.function(scope)?.name !== 'constructor' &&
    args.some((term) => index && leansOn(index, term, scope));
  return hands ? givenTo({ module, id: scope }, depth - 1) : [{ loop }];
}

function classAround(code: Code, { module, in: scope }: Call): ClassValue | undefined {
  const id = code.indexOf(module)?.function(scope)?.class;
  return id === undefined ? undefined : { kind: 'class', module, id };
}

/** The registration in the body, with the parameters given and on the field of the class that calls. */
function callsOf(code: Code, { module, in: scope, term }: Registration, given: Given): Call[] {
  const last = lastCall(term);
  const [first] = term.links;
  if (!last || !first) return [];
  const { loop, caller, self } = given;
  let values = self
    ? code.follow(self, first, module, loop)
    : code.evaluate(module, { ...term, links: [first] }, loop);
  if (caller) values = values.map((value) => inClass(code, value, caller));
  for (const link of term.links.slice(1, -1)) {
    values = values.flatMap((value) => code.follow(value, link, module, loop));
  }
  const { call: args, line, at, types = [] } = last;
  return values.map((callee) => ({ module, in: scope, line, at, callee, args, types, loop }));
}

function lastCall({ links }: ChainTerm): Extract<Link, { call: unknown }> | undefined {
  const last = links.at(-1);
  return last && 'call' in last ? last : undefined;
}

function inClass(code: Code, value: Value, caller: ClassValue): Value {
  if (value.kind !== 'made' || !value.owner) return value;
  const { module, id } = value.owner;
  const isBelow = code
    .basesOf(caller)
    .some((base) => base.kind === 'class' && base.module === module && base.id === id);
  return isBelow ? { ...value, owner: { kind: 'instance', module: caller.module, id: caller.id } } : value;
}
