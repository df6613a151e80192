import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Folded } from '../link/fold-text.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { type Handler, handlerOf } from './handler.ts';
import { createMountGraph, type MountGraph } from './mount-graph.ts';
import { mountArguments } from './mount-arguments.ts';
import { pathTemplate } from './paths.ts';

/**
 * Express 4 and 5. Verbs on an application or router, `route()`, `use()` with any number of paths and routers, routers
 * handed on as arguments, and tables of routes in a loop.
 */
export const express: Extractor = {
  name: 'express',
  packages: ['express', 'express-promise-router', 'express-serve-static-core', 'router', 'express-ws', '@types/express'],
  methods: [
    'get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'route', 'search', 'propfind', 'ws',
  ],
  extract: (code, found) => {
    const graph = createMountGraph<Route>();
    for (const call of code.calls) readCall(code, graph, call);
    mountArguments(code, graph, (value) => nodeOf(value)?.node);
    for (const { path, certainty, route } of graph.routes()) addEndpoint(found, path, certainty, route);
  },
};

interface Route extends Handler {
  readonly method: string;
}

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'search', 'propfind']);
const APPLICATION = /^(?:express(?:-serve-static-core)?(?:\.Application|\.Express)?|express-ws.*)\(\)$/u;
const ROUTER = /^(?:express(?:-serve-static-core)?\.I?(?:Core)?Router|express-promise-router|router)(?:\.default)?\(\)$/u;

function readCall(code: Code, graph: MountGraph<Route>, call: Call): void {
  if (call.callee.kind !== 'member') return;
  const { name } = call.callee;
  const receiver = nodeOf(call.callee.of);
  if (!receiver) return;
  const { node, isApplication, isRouter, path } = receiver;
  if (isApplication) graph.addRoot(node);
  else if (isRouter) graph.addNode(node);
  if (name === 'use') readUse(code, graph, call, node);
  else if (VERBS.has(name)) readVerb(code, graph, call, { node, path });
}

interface Receiver {
  readonly node: string;
  readonly isApplication: boolean;
  readonly isRouter: boolean;
  /** Of a `.route(path)` on the way. */
  readonly path?: { readonly term: Term; readonly module: string };
}

/** The application or router behind a chain of calls that each return it. */
function nodeOf(value: Value): Receiver | undefined {
  let at = value;
  let path: Receiver['path'];
  while (at.kind === 'made' && at.by.kind === 'member' && (VERBS.has(at.by.name) || CHAINED.has(at.by.name))) {
    const [first] = at.args;
    if (at.by.name === 'route' && first !== undefined) path = { term: first, module: at.module };
    at = at.by.of;
  }
  const node = siteOf(at);
  const origin = originOf(at) ?? '';
  const isApplication = APPLICATION.test(origin);
  const isRouter = ROUTER.test(origin);
  if (node === undefined || !(isApplication || isRouter || at.kind === 'parameter' || isExpressClass(at))) return undefined;
  return { node, isApplication, isRouter, ...(path ? { path } : {}) };
}

const CHAINED = new Set(['use', 'route', 'param', 'disable', 'enable', 'set']);

function isExpressClass(_: Value): boolean {
  return false;
}

function readVerb(
  code: Code,
  graph: MountGraph<Route>,
  call: Call,
  { node, path }: { node: string; path: Receiver['path'] },
): void {
  const method = call.callee.kind === 'member' && call.callee.name !== 'all' ? call.callee.name.toUpperCase() : 'ALL';
  if (path) {
    const handler = handlerOf(code, call, call.args);
    for (const one of code.fold(path.module, path.term, call.loop)) graph.addRoute(node, one, { ...handler, method });
    return;
  }
  const [first, ...handlers] = call.args;
  if (first === undefined || handlers.length === 0) return; // `app.get('title')` reads a setting.
  const handler = handlerOf(code, call, handlers);
  for (const one of code.fold(call.module, first, call.loop)) {
    if (isPath(one)) graph.addRoute(node, one, { ...handler, method });
  }
}

function isPath({ text, isPattern }: Folded): boolean {
  return isPattern === true || text === '' || /^[/*:({]/u.test(text);
}

/** `use(path?, …middleware, router)`: any argument may be a router, and the path may be a list. */
function readUse(code: Code, graph: MountGraph<Route>, call: Call, parent: string): void {
  const [first] = call.args;
  if (first === undefined) return;
  const folded = isText(code, call, first) ? code.fold(call.module, first, call.loop) : undefined;
  const prefixes = folded ?? [{ text: '', certainty: 1 }];
  const rest = folded ? call.args.slice(1) : call.args;
  for (const value of rest.flatMap((term) => routersIn(code, call, term))) {
    const child = nodeOf(value);
    if (!child) continue;
    if (child.isApplication || child.isRouter) graph.addNode(child.node);
    for (const prefix of prefixes) graph.mount(parent, child.node, prefix);
  }
}

function isText(code: Code, { module, loop }: Call, term: Term): boolean {
  return code
    .evaluate(module, term, loop)
    .some(
      ({ kind }) => kind === 'constant' || kind === 'text' || kind === 'pattern' || kind === 'list',
    );
}

function routersIn(code: Code, { module, loop }: Call, term: Term): readonly Value[] {
  return code
    .evaluate(module, term, loop)
    .flatMap((value) =>
      value.kind === 'list' ? value.items.flatMap((item) => code.evaluate(value.module, item)) : [value],
    );
}

function addEndpoint(found: Found, path: string, certainty: number, route: Route): void {
  found.endpoints.push({ protocol: 'http', path: pathTemplate(path), certainty, source: 'express', ...route });
}
