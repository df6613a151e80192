import type { FileFacts } from '../../facts/file-facts.ts';
import type { FollowName } from '../../link/follow-names.ts';
import type { Resolve } from '../../../model/codebase.ts';
import { noSchemas, type SchemaFacts } from '../schemas/schema-facts.ts';
import type { Sketch } from '../sketch/sketch.ts';
import type { Term } from '../sketch/term.ts';
import { type Call, listCalls, type Tagged } from './calls.ts';
import { createEvaluator } from './evaluate.ts';
import { lastAsked } from '../../link/last-asked.ts';
import type { Evaluator, World } from './evaluation.ts';
import { foldText, type Folded, type Folding } from './fold-text.ts';
import { createImplementers } from './implementers.ts';
import { createNames } from './name-values.ts';
import { indexSketch, type SketchIndex } from './sketch-index.ts';
import { type Loop, type ParameterValue, packageOf, type Value } from './value.ts';

/** The whole repository as an extractor sees it. */
export interface Code extends Evaluator, World {
  readonly schemas: SchemaFacts;
  /** Modules that have a sketch, sorted. */
  readonly modules: readonly string[];
  readonly calls: readonly Call[];
  /** Calls of a method, or of one of the language's own functions, that has one of these names; in the order of all. */
  readonly callsNamed: (names: Iterable<string>) => readonly Call[];
  readonly tagged: readonly Tagged[];
  /** Calls whose callee comes from one of these packages. */
  readonly callsFrom: (...packages: readonly string[]) => readonly Call[];
  /** Calls of a function or class of the repository. */
  readonly callsTo: (callee: Value) => readonly Call[];
  /** The call that a function is an argument of, for inline callbacks. */
  readonly callTaking: (module: string, functionId: number) => { call: Call; position: number } | undefined;
  readonly argumentsOf: Folding['argumentsOf'];
  readonly fold: (module: string, term: Term, loop?: Loop) => Folded[];
}

/** What the whole repository is read from. */
export interface Sources {
  /** Schema files and migrations; nothing where there are none. */
  readonly schemas?: SchemaFacts;
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly resolve: Resolve;
  readonly follow: FollowName;
}

/** Indexes all sketches and evaluates every call once. */
export function createCode({ facts, resolve, follow, schemas = noSchemas }: Sources): Code {
  const indexes = new Map<string, SketchIndex>();
  for (const [module, one] of facts) {
    if (one.sketch) indexes.set(module, indexSketch(one, one.sketch));
    else if (one.exports.some(({ kind }) => kind !== 'local')) indexes.set(module, indexSketch(one, NOTHING));
  }
  const modules = [...indexes.keys()].sort();
  const indexOf = lastAsked((module) => indexes.get(module));
  const lookup = { indexOf, names: createNames(indexOf, resolve, follow) };
  const world: World = { ...lookup, implementersOf: createImplementers(modules, lookup) };
  const evaluator = createEvaluator(world);
  const { calls, tagged } = listCalls(modules, world, evaluator);
  const byName = indexByName(calls);
  const byPackage = grouped(calls, ({ callee }) => packageOf(callee));
  const byCallee = grouped(calls, ({ callee }) => calleeKey(callee));
  const taking = callsByCallback(calls);
  const argumentsOf = (value: ParameterValue): { call: Call; term: Term | undefined }[] =>
    callersOf(value, byCallee, indexOf).map((call) => ({ call, term: argumentAt(call.args, value.index) }));
  const folding: Folding = { evaluator, argumentsOf, tableNamed: createTables(schemas) };
  return {
    ...world,
    ...evaluator,
    schemas,
    modules,
    calls,
    callsNamed: (names) =>
      inOrder(
        [...names].flatMap((name) => byName.get(name) ?? []),
        calls,
      ),
    tagged,
    callsFrom: (...packages) => joined(packages.map((name) => byPackage.get(name) ?? NO_CALLS)),
    callsTo: (callee) => byCallee.get(calleeKey(callee) ?? '') ?? [],
    callTaking: (module, id) => taking.get(`${module}#${id}`),
    argumentsOf,
    fold: (module, term, loop) => foldText(folding, module, term, loop),
  };
}

function createTables({ entities, migrated }: SchemaFacts): Folding['tableNamed'] {
  const names = new Set([...entities, ...migrated].map(({ name }) => name));
  return (name) => (names.has(name) ? name : undefined);
}

/** A file that only passes on what others export. */
const NOTHING: Sketch = { functions: [], bindings: [], uses: [], classes: [] };

const NO_CALLS: readonly Call[] = [];

/** Of several lists most are empty. */
function joined(lists: readonly (readonly Call[])[]): readonly Call[] {
  const filled = lists.filter(({ length }) => length > 0);
  return filled.length > 1 ? NO_CALLS.concat(...filled) : (filled[0] ?? NO_CALLS);
}

function indexByName(calls: readonly Call[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  calls.forEach(({ callee }, at) => {
    if (callee.kind !== 'member' && callee.kind !== 'global') return;
    const known = found.get(callee.name);
    if (known) known.push(at);
    else found.set(callee.name, [at]);
  });
  return found;
}

function inOrder(places: readonly number[], calls: readonly Call[]): Call[] {
  return places.toSorted((left, right) => left - right).flatMap((at) => calls[at] ?? []);
}

function grouped(calls: readonly Call[], keyOf: (call: Call) => string | undefined): Map<string, Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(call);
    else groups.set(key, [call]);
  }
  return groups;
}

function calleeKey(value: Value): string | undefined {
  if (value.kind === 'function') return `${value.module}#${value.id}`;
  return value.kind === 'class' ? `${value.module}#class${value.id}` : undefined;
}

/** `f(a, ...rest)` gives what is behind the spread one by one. */
function argumentAt(args: readonly Term[], index: number): Term | undefined {
  const spread = args.findIndex((one) => typeof one === 'object' && one?.kind === 'spread');
  const term = args[spread];
  if (spread < 0 || index < spread || typeof term !== 'object' || term?.kind !== 'spread') return args[index];
  return { kind: 'chain', root: term.of, links: [{ get: String(index - spread) }] };
}

/** Who calls the function of a parameter; for a constructor, who makes the class. */
function callersOf(
  { module, of }: ParameterValue,
  byCallee: ReadonlyMap<string, readonly Call[]>,
  indexOf: World['indexOf'],
): readonly Call[] {
  const direct = byCallee.get(`${module}#${of}`);
  if (direct) return direct;
  const sketch = indexOf(module)?.function(of);
  const isConstructor = sketch?.class !== undefined && sketch.name === 'constructor';
  return isConstructor ? (byCallee.get(`${module}#class${sketch.class}`) ?? []) : [];
}

function callsByCallback(calls: readonly Call[]): Map<string, { call: Call; position: number }> {
  const found = new Map<string, { call: Call; position: number }>();
  for (const call of calls) {
    call.args.forEach((argument, position) => {
      if (typeof argument !== 'object' || argument?.kind !== 'function') return;
      const key = `${call.module}#${argument.id}`;
      if (!found.has(key)) found.set(key, { call, position });
    });
  }
  return found;
}
