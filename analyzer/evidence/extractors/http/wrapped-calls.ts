import type { FunctionPlace } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { ClassValue, InstanceValue, Loop, Value } from '../link/value.ts';
import { leansOn } from '../link/leans-on.ts';
import { createMakerTest } from '../link/maker-test.ts';
import { lastCall, type Registration, registrations, type Wanted } from './registrations.ts';

/**
 * Registrations that a function makes of what it is given: `add(path, handler)` whose body says
 * `app.get(path, handler)`, or the `route({ method, path, handler })` of a base class whose body says
 * `this.app[method](path, handler)`. Each call of it stands for one registration, with what it is given.
 */
export interface WrappedCalls {
  readonly calls: readonly Call[];
  /** Of a call in the body of such a method, how many calls stand for it; nothing for any other call. */
  readonly replacing: (call: Call) => number | undefined;
}

/** Methods that register what they are given, called by methods that do the same. */
const DEEPEST = 3;

export function wrappedCalls(code: Code, wanted: Wanted): WrappedCalls {
  const calls: Call[] = [];
  const replaced = new Map<string, number>();
  const givenTo = createGiven(code);
  for (const registration of registrations(code, wanted)) {
    const { module, term, of, isOwn } = registration;
    const given = givenTo({ module, id: of }, DEEPEST).filter(({ self, caller }) => !isOwn || self || caller);
    const found = given.flatMap((one) => callsOf(code, registration, one));
    if (isOwn || found.length > 0) replaced.set(`${module}@${lastCall(term)?.at ?? -1}`, found.length);
    calls.push(...found);
  }
  return { calls, replacing: ({ module, at }) => replaced.get(`${module}@${at}`) };
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
  const isMaker = createMakerTest(code.indexOf);
  const isApart = (module: string, id: number): boolean => {
    const { class: owner, returns = [] } = code.indexOf(module)?.function(id) ?? {};
    return isMaker(module, id) || (owner === undefined && returns.length === 0);
  };
  const givenTo: GivenTo = ({ module, id }, depth) => {
    if (depth === 0) return [];
    const key = `${module}#${id}#${depth}`;
    const before = known.get(key);
    if (before) return before;
    const found: Given[] = [];
    const to = { key: `${module}#${id}`, depth, isApart: isApart(module, id) };
    for (const call of code.callsTo({ kind: 'function', module, id })) {
      if (found.length < MOST) found.push(...givenBy(code, givenTo, call, to));
    }
    known.set(key, found);
    return found;
  };
  return givenTo;
}

interface Callee {
  readonly key: string;
  readonly depth: number;
  /** What it makes is another in each call, and whoever evaluates the call is told so. */
  readonly isApart: boolean;
}

function givenBy(code: Code, givenTo: GivenTo, call: Call, callee: Callee): Given[] {
  const self = call.callee.kind === 'function' ? call.callee.self : undefined;
  if (self) return [{ self, loop: contextOf(callee, call, call.loop) }];
  const caller = classAround(code, call);
  return surroundings(code, givenTo, call, callee.depth).map(({ loop: from, ...given }) => ({
    ...(caller ? { caller } : {}),
    ...given,
    loop: contextOf(callee, call, from),
  }));
}

function contextOf({ key, isApart }: Callee, { module, args, at }: Call, from: Loop | undefined): Loop {
  return {
    key,
    module,
    item: args[0] ?? null,
    args,
    ...(isApart ? { at } : {}),
    ...(from ? { from } : {}),
  };
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
  if (!hands) return [{ loop }];
  const above = givenTo({ module, id: scope }, depth - 1);
  return above.length === 0 && isCallback(code, { module, id: scope }) ? [{ loop }] : above;
}

/** Nobody is seen to call the callback of a loop; what it hands on is the turn's. */
function isCallback(code: Code, { module, id }: FunctionPlace): boolean {
  const { name, class: owner } = code.indexOf(module)?.function(id) ?? {};
  const isPlain = name === undefined || owner === undefined;
  return isPlain && code.callsTo({ kind: 'function', module, id }).length === 0;
}

function classAround(code: Code, { module, in: scope }: Call): ClassValue | undefined {
  const id = code.indexOf(module)?.function(scope)?.class;
  return id === undefined ? undefined : { kind: 'class', module, id };
}

/** The registration in the body, with the parameters given and on the field of the class that calls. */
function callsOf(code: Code, registration: Registration, given: Given): Call[] {
  const { module, in: scope, term } = registration;
  const last = lastCall(term);
  if (!last) return [];
  const { loop } = given;
  let values = receiversOf(code, registration, given);
  for (const link of term.links.slice(1, -1)) {
    values = values.flatMap((value) => code.follow(value, link, module, loop));
  }
  const { call: args, line, at, types = [] } = last;
  return values.map((callee) => ({ module, in: scope, line, at, callee, args, types, loop }));
}

function receiversOf(
  code: Code,
  { module, term, isOwn }: Registration,
  { loop, caller, self }: Given,
): readonly Value[] {
  const [first] = term.links;
  if (!first) return [];
  if (isOwn && self) return code.follow(self, first, module, loop);
  const start = { ...term, links: [first] };
  const values = code.evaluate(module, start, loop);
  if (isOwn && caller) return values.map((value) => inClass(code, value, caller));
  // Where nothing is known of what is given, the parameter itself may be told by its annotation.
  return isOwn || !values.every(isNothing) ? values : code.evaluate(module, start);
}

function isNothing(value: Value): boolean {
  let at = value;
  while (at.kind === 'member' || at.kind === 'made') at = at.kind === 'member' ? at.of : at.by;
  return at.kind === 'unknown' || at.kind === 'global';
}

function inClass(code: Code, value: Value, caller: ClassValue): Value {
  if (value.kind !== 'made' || !value.owner) return value;
  const { module, id } = value.owner;
  const isBelow = code
    .basesOf(caller)
    .some((base) => base.kind === 'class' && base.module === module && base.id === id);
  return isBelow ? { ...value, owner: { kind: 'instance', module: caller.module, id: caller.id } } : value;
}
