import type { Extractor } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { entryOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { siteOf, type Value } from '../link/value.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { braceParameters } from './brace-parameters.ts';
import { handlerOf } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { type Receiver, receiverOf, type ReceiverRules } from './receiver.ts';
import { methodOf } from './verb.ts';
import { valuesIn } from './values-in.ts';

const PACKAGES = ['hono', '@hono/zod-openapi'];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'options', 'all'];
const METHODS = [...VERBS, 'route', 'basePath', 'openapi'];

/** Hono: verbs, `route()`, `basePath()`, chained registrations, `openapi(createRoute({…}))`. */
export const hono: Extractor = {
  name: 'hono',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    if (code.callsFrom(...PACKAGES).length === 0) return;
    addMountedRoutes(code, found, { source: 'hono', methods: METHODS, rules: RULES, readCall });
  },
};

const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application:
    /^(?:hono(?:\.quick|\.tiny)?\.Hono\(\)|@hono\/zod-openapi\.OpenAPIHono\(\)|hono\.createFactory\(\)\.createApp\(\))(?:\.basePath\(\))*$/u,
  router: /^$/u,
  chained: new Set([...VERBS, 'route', 'use', 'openapi', 'on', 'notFound', 'onError', 'mount']),
};

function readCall(code: Code, graph: MountGraph<MountedRoute>, call: Call): void {
  const { callee } = call;
  if (callee.kind !== 'member') return;
  const receiver = receiverOf(callee.of, RULES);
  if (!receiver) return;
  note(code, graph, receiver);
  if (callee.name === 'route') readMount(code, graph, call, receiver.node);
  else if (callee.name === 'openapi') readOpenApi(code, graph, call, receiver.node);
  else if (callee.name !== 'basePath') readVerb(code, graph, call, receiver.node);
}

/** `app.basePath('/v1')` is a new application inside the old one. */
function note(code: Code, graph: MountGraph<MountedRoute>, { node, isApplication, value }: Receiver): void {
  if (isApplication) graph.addRoot(node);
  const outer = baseOf(value);
  const parent = outer && receiverOf(outer.of, RULES);
  if (!outer || !parent) return;
  note(code, graph, parent);
  for (const prefix of foldFirst(code, outer)) graph.mount(parent.node, node, prefix);
}

interface Based {
  readonly of: Value;
  readonly module: string;
  readonly args: readonly Parameters<Code['fold']>[1][];
}

function baseOf(value: Value): Based | undefined {
  if (value.kind !== 'made' || value.by.kind !== 'member' || value.by.name !== 'basePath') return undefined;
  return { of: value.by.of, module: value.module, args: value.args };
}

function foldFirst(code: Code, { module, args }: Pick<Based, 'module' | 'args'>): Folded[] {
  return args.slice(0, 1).flatMap((term) => code.fold(module, term));
}

/** `get(path, …handlers)`; without a path, everything below. */
function readVerb(code: Code, graph: MountGraph<MountedRoute>, call: Call, node: string): void {
  const [path, ...handlers] = call.args;
  if (path === undefined || handlers.length === 0) return;
  const route = { ...handlerOf(code, call, handlers), method: methodOf(call) };
  for (const one of code.fold(call.module, path, call.loop)) {
    graph.addRoute(node, { ...one, text: one.text.replaceAll(CONSTRAINED, ':$1') }, route);
  }
}

/** `:id{[0-9]+}` */
const CONSTRAINED = /:(\w+)\{[^}]*\}/gu;

function readMount(code: Code, graph: MountGraph<MountedRoute>, call: Call, parent: string): void {
  const [, ...children] = call.args;
  const prefixes = foldFirst(code, call);
  for (const value of valuesIn(code, call, children)) {
    const child = receiverOf(value, RULES);
    if (!child) continue;
    note(code, graph, child);
    for (const prefix of prefixes) graph.mount(parent, child.node, prefix);
  }
}

/** `openapi(createRoute({ method, path }), handler)`; paths are written with braces. */
function readOpenApi(code: Code, graph: MountGraph<MountedRoute>, call: Call, node: string): void {
  const [definition, ...handlers] = call.args;
  if (definition === undefined) return;
  const handler = handlerOf(code, call, handlers);
  for (const value of code.evaluate(call.module, definition, call.loop)) {
    if (value.kind !== 'made' || siteOf(value) === undefined) continue;
    for (const path of entryOf(code, value, 'path').map(braceParameters)) {
      for (const { text } of entryOf(code, value, 'method')) {
        graph.addRoute(node, path, { ...handler, method: text.toUpperCase() });
      }
    }
  }
}
