import type { Extractor } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { handlerOf } from './handler.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { isPath, isText } from './path-argument.ts';
import type { MountGraph } from './mount-graph.ts';
import { type Receiver, receiverOf, type ReceiverRules } from './receiver.ts';
import { routersIn } from './routers-in.ts';
import { methodOf } from './verb.ts';

const PACKAGES = ['express', 'express-promise-router', 'express-serve-static-core', 'router', 'express-ws'];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'search', 'propfind'];

const METHODS = [...VERBS, 'use', 'route'];

/**
 * Express 4 and 5. Verbs on an application or router, `route()`, `use()` with any number of paths and routers, routers
 * handed on as arguments, and tables of routes in a loop.
 */
export const express: Extractor = {
  name: 'express',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    addMountedRoutes(code, found, { source: 'express', methods: METHODS, rules: RULES, readCall });
  },
};

const VERB_SET = new Set(VERBS);
const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application: /^(?:express(?:-serve-static-core)?(?:\.Application|\.Express)?|express-ws.*)\(\)$/u,
  router:
    /^(?:express(?:-serve-static-core)?\.I?(?:Core)?Router|express-promise-router|router)(?:\.default)?\(\)$/u,
  chained: new Set([...VERBS, 'use', 'route', 'param', 'disable', 'enable', 'set']),
};

function readCall(code: Code, graph: MountGraph<MountedRoute>, call: Call): void {
  if (call.callee.kind !== 'member') return;
  const { name } = call.callee;
  const receiver = name === 'use' || VERB_SET.has(name) ? receiverOf(call.callee.of, RULES) : undefined;
  if (!receiver) return;
  if (receiver.isApplication) graph.addRoot(receiver.node);
  else if (receiver.isRouter) graph.addNode(receiver.node);
  if (name === 'use') readUse(code, graph, call, receiver.node);
  else readVerb(code, graph, call, receiver);
}

function readVerb(code: Code, graph: MountGraph<MountedRoute>, call: Call, { node, path }: Receiver): void {
  const method = methodOf(call);
  const [first, ...handlers] = path ? [path.term, ...call.args] : call.args;
  if (first === undefined || handlers.length === 0) return; // `app.get('title')` reads a setting.
  const handler = handlerOf(code, call, handlers);
  for (const one of code.fold(path?.module ?? call.module, first, call.loop)) {
    if (path || isPath(one)) graph.addRoute(node, one, { ...handler, method });
  }
}

/** `use(path?, …middleware, router)`: any argument may be a router, and the path may be a list. */
function readUse(code: Code, graph: MountGraph<MountedRoute>, call: Call, parent: string): void {
  const [first] = call.args;
  if (first === undefined) return;
  const folded = isText(code, call, first) ? code.fold(call.module, first, call.loop) : undefined;
  const prefixes = folded ?? [{ text: '', certainty: 1 }];
  for (const value of routersIn(code, call, folded ? call.args.slice(1) : call.args)) {
    const child = receiverOf(value, RULES);
    if (!child) continue;
    if (child.isApplication || child.isRouter) graph.addNode(child.node);
    for (const prefix of prefixes) graph.mount(parent, child.node, prefix);
  }
}
