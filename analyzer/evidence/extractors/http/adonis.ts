import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { DYNAMIC, type Folded } from '../link/fold-text.ts';
import type { Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { actionOf } from './adonis-actions.ts';
import { resourceRoutes } from './adonis-resources.ts';
import type { Handler } from './handler.ts';
import { joinPaths, pathTemplate } from './paths.ts';

const PACKAGES = ['@adonisjs/core', '@ioc:Adonis/Core', '@adonisjs/http-server'];
const VERBS: ReadonlyMap<string, string> = new Map([
  ...['get', 'post', 'put', 'patch', 'delete'].map((verb): [string, string] => [verb, verb.toUpperCase()]),
  ['any', 'ALL'],
]);

/** AdonisJS 5 and 6: verbs, `route()`, groups with prefixes, resources; actions as classes, lazy imports or names. */
export const adonis: Extractor = {
  name: 'adonisjs',
  packages: PACKAGES,
  methods: ['group', 'prefix', 'resource', 'apiOnly', 'only', 'except', ...VERBS.keys()],
  extract: (code, found) => {
    const calls = code.callsFrom(...PACKAGES);
    if (calls.length === 0) return;
    const reading: Reading = { code, found, prefixes: groupPrefixes(code, calls) };
    for (const call of calls) readCall(reading, call, calls);
  },
};

interface Reading {
  readonly code: Code;
  readonly found: Found;
  /** Callback of a group, as `module#id` → what stands in front of its routes. */
  readonly prefixes: ReadonlyMap<string, Folded>;
}

/** `router.group(() => {…}).prefix('/api')`: the prefix comes last, often behind other calls. */
function groupPrefixes(code: Code, calls: readonly Call[]): Map<string, Folded> {
  return new Map(
    calls
      .filter(({ callee }) => callee.kind === 'member' && callee.name === 'prefix')
      .flatMap((call) => groupPrefix(code, call)),
  );
}

function groupPrefix(code: Code, { callee, module, args }: Call): [string, Folded][] {
  const group = callee.kind === 'member' ? madeBy(callee.of, 'group') : undefined;
  const [callback] = group?.args ?? [];
  const [prefix] = args.slice(0, 1).flatMap((term) => code.fold(module, term));
  if (!group || !prefix || typeof callback !== 'object' || callback?.kind !== 'function') return [];
  return [[`${group.module}#${callback.id}`, prefix]];
}

/** The call of a router's method at the beginning of a chain. */
function madeBy(value: Value, method: string): (Value & { kind: 'made' }) | undefined {
  let at = value;
  while (at.kind === 'made' && at.by.kind === 'member') at = at.by.of;
  return at.kind === 'made' && at.by.kind === 'package' && at.by.path === method ? at : undefined;
}

function readCall(reading: Reading, call: Call, calls: readonly Call[]): void {
  const { callee } = call;
  if (callee.kind !== 'package') return;
  const method = VERBS.get(callee.path);
  if (method !== undefined) readRoute(reading, call, [method]);
  else if (callee.path === 'route')
    readRoute(reading, { ...call, args: withoutMethods(call.args) }, methodsIn(reading.code, call));
  else if (callee.path === 'resource') {
    for (const route of resourceRoutes(reading.code, call, calls)) add(reading, call, route, route.handler);
  }
}

/** `route(path, methods, action)`. */
function withoutMethods([path, , ...rest]: readonly Term[]): Term[] {
  return path === undefined ? rest : [path, ...rest];
}

function methodsIn(code: Code, { module, args, loop }: Call): string[] {
  const [, methods] = args;
  return methods === undefined ? [] : code.fold(module, methods, loop).map(({ text }) => text.toUpperCase());
}

function readRoute(reading: Reading, call: Call, methods: readonly string[]): void {
  const [path, action] = call.args;
  if (path === undefined || action === undefined) return;
  const handler = actionOf(reading.code, call, action);
  for (const one of reading.code.fold(call.module, path, call.loop)) {
    for (const method of methods) add(reading, call, { ...one, method }, handler);
  }
}

function add(
  { code, found, prefixes }: Reading,
  { module, in: scope }: Call,
  { text, certainty, method }: Folded & { readonly method: string },
  handler: Handler,
): void {
  let whole: Folded = { text, certainty };
  for (let at = scope; at !== 0; at = code.indexOf(module)?.function(at)?.parent ?? 0) {
    const outer = prefixes.get(`${module}#${at}`);
    if (outer) {
      whole = {
        text: joinPaths(outer.text, whole.text),
        certainty: Math.min(outer.certainty, whole.certainty),
      };
    }
  }
  const sure = whole.text.includes(DYNAMIC) ? Math.min(whole.certainty, 0.4) : whole.certainty;
  const path = pathTemplate(whole.text);
  found.endpoints.push({ protocol: 'http', method, path, certainty: sure, source: 'adonisjs', ...handler });
}
