import type { Extractor } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Folded } from '../link/fold-text.ts';
import { originOf, type Value } from '../link/value.ts';
import { entryOf } from '../link/entries.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { handlerOf } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { isText } from './path-argument.ts';
import { type Receiver, receiverOf, type ReceiverRules } from './receiver.ts';
import { routersIn } from './routers-in.ts';
import { methodOf } from './verb.ts';

const PACKAGES = ['koa', '@koa/router', 'koa-router', 'koa-tree-router', 'koa-mount'];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all'];

const METHODS = [...VERBS, 'use', 'prefix', 'routes', 'register'];

/** Koa with `@koa/router` or its kin: named routes, prefixes set at any time, routers in routers, `koa-mount`. */
export const koa: Extractor = {
  name: 'koa',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    addMountedRoutes(code, found, { source: 'koa', methods: METHODS, rules: RULES, readCall });
  },
};

const VERB_SET = new Set(VERBS);
const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application: /^koa(?:\.Koa|\.Application)?\(\)$/u,
  router: /^(?:@koa\/router|koa-router|koa-tree-router)(?:\.Router|\.KoaRouter|\.default)?\(\)$/u,
  chained: new Set([...VERBS, 'use', 'prefix', 'param', 'routes', 'middleware']),
};

function readCall(code: Code, graph: MountGraph<MountedRoute>, call: Call): void {
  const { callee } = call;
  if (callee.kind !== 'member') return;
  const known = VERB_SET.has(callee.name) || callee.name === 'use' || callee.name === 'prefix';
  const receiver = known ? receiverOf(callee.of, RULES) : undefined;
  if (!receiver) return;
  note(code, graph, receiver);
  if (callee.name === 'use') readUse(code, graph, call, receiver.node);
  else if (callee.name === 'prefix') {
    const [prefix] = call.args.slice(0, 1).flatMap((term) => code.fold(call.module, term, call.loop));
    if (prefix) graph.addPrefix(receiver.node, prefix);
  } else readVerb(code, graph, call, receiver);
}

function note(
  code: Code,
  graph: MountGraph<MountedRoute>,
  { node, isApplication, isRouter, value }: Receiver,
): void {
  if (isApplication) graph.addRoot(node);
  if (!isRouter) return;
  graph.addNode(node);
  const [prefix] = value.kind === 'made' ? entryOf(code, value, 'prefix') : [];
  if (prefix) graph.addPrefix(node, prefix);
}

/** `get(name?, path, …handlers)`: the name comes first where two strings do. */
function readVerb(code: Code, graph: MountGraph<MountedRoute>, call: Call, { node }: Receiver): void {
  const method = methodOf(call);
  const [first, second] = call.args;
  if (first === undefined || second === undefined || !isText(code, call, first)) return;
  const isNamed = call.args.length > 2 && isText(code, call, second);
  const handlers = call.args.slice(isNamed ? 2 : 1);
  const handler = handlerOf(code, call, handlers);
  for (const one of code.fold(call.module, isNamed ? second : first, call.loop)) {
    graph.addRoute(node, one, { ...handler, method });
  }
}

function readUse(code: Code, graph: MountGraph<MountedRoute>, call: Call, parent: string): void {
  const [first] = call.args;
  if (first === undefined) return;
  const folded = isText(code, call, first) ? code.fold(call.module, first, call.loop) : undefined;
  for (const value of routersIn(code, call, folded ? call.args.slice(1) : call.args)) {
    const { inner, prefixes } = mounted(code, value) ?? { inner: [value], prefixes: folded ?? [NO_PREFIX] };
    for (const child of inner.flatMap((one) => receiverOf(one, RULES) ?? [])) {
      note(code, graph, child);
      for (const prefix of prefixes) graph.mount(parent, child.node, prefix);
    }
  }
}

const NO_PREFIX: Folded = { text: '', certainty: 1 };

/** `mount('/prefix', app)` of koa-mount. */
function mounted(
  code: Code,
  value: Value,
): { inner: readonly Value[]; prefixes: readonly Folded[] } | undefined {
  if (value.kind !== 'made' || originOf(value.by) !== 'koa-mount') return undefined;
  const [prefix, app] = value.args;
  if (prefix === undefined || app === undefined) return undefined;
  return { inner: code.evaluate(value.module, app), prefixes: code.fold(value.module, prefix) };
}
