import type { Extractor, FunctionPlace } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { itemsOf, optionsOf } from '../link/entries.ts';
import { originOf, type Value } from '../link/value.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { describeFunction, type Handler } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { joinPaths } from './paths.ts';
import { receiverOf, type ReceiverRules } from './receiver.ts';

const PACKAGES = ['@feathersjs/feathers', '@feathersjs/express', '@feathersjs/koa'];
const METHODS = ['use', 'configure'];

/** Feathers: services given to `use()`, with the methods that they have; `configure()` hands the application on. */
export const feathers: Extractor = {
  name: 'feathers',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    if (code.callsFrom(...PACKAGES).length === 0) return;
    addMountedRoutes(code, found, { source: 'feathers', methods: METHODS, rules: RULES, readCall });
  },
};

const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application:
    /^@feathersjs\/(?:feathers(?:\.feathers|\.Application)?|express(?:\.express|\.feathersExpress)?|koa(?:\.koa)?|(?:express|koa)\.Application)\(\)$/u,
  router: /^$/u,
  chained: new Set(['use', 'configure', 'hooks', 'on', 'set']),
};

/** What each method of a service answers: https://feathersjs.com/api/client/rest.html */
const ANSWERS: ReadonlyMap<string, readonly [method: string, path: string]> = new Map([
  ['find', ['GET', '']],
  ['get', ['GET', ':id']],
  ['create', ['POST', '']],
  ['update', ['PUT', ':id']],
  ['patch', ['PATCH', ':id']],
  ['remove', ['DELETE', ':id']],
]);

function readCall(code: Code, graph: MountGraph<MountedRoute>, call: Call): void {
  const { callee } = call;
  const receiver = callee.kind === 'member' ? receiverOf(callee.of, RULES) : undefined;
  if (callee.kind !== 'member' || !receiver) return;
  if (receiver.isApplication) graph.addRoot(receiver.node);
  if (callee.name === 'configure') hand(code, graph, call, receiver.node);
  else readService(code, graph, call, receiver.node);
}

/** `app.configure(services)` calls `services(app)`. */
function hand(code: Code, graph: MountGraph<MountedRoute>, { module, args, loop }: Call, node: string): void {
  for (const value of args.flatMap((term) => code.evaluate(module, term, loop))) {
    if (value.kind === 'function') {
      graph.mount(node, `${value.module}@${value.id}#0`, { text: '', certainty: 1 });
    }
  }
}

function readService(code: Code, graph: MountGraph<MountedRoute>, call: Call, node: string): void {
  const [path, service, ...options] = call.args;
  if (path === undefined || service === undefined) return;
  const listed = optionsOf(code, call.module, options, 'methods')
    .flatMap((one) => itemsOf(code, one))
    .flatMap(({ module, term }) => code.fold(module, term).map(({ text }) => text));
  const methods = code
    .evaluate(call.module, service, call.loop)
    .flatMap((value) => methodsOf(code, value, call))
    .filter(({ name }) => listed.length === 0 || listed.includes(name));
  for (const one of code.fold(call.module, path, call.loop)) {
    for (const { method, below, handler } of methods) {
      graph.addRoute(node, { ...one, text: joinPaths(one.text, below) }, { ...handler, method });
    }
  }
}

interface ServiceMethod {
  readonly name: string;
  readonly method: string;
  readonly below: string;
  readonly handler: Handler;
}

/** Methods of a service object or class; one that inherits from a database adapter has them all. */
function methodsOf(code: Code, value: Value, { module, line }: Call): ServiceMethod[] {
  const isForeign =
    (value.kind === 'made' && ADAPTER.test(originOf(value) ?? '')) ||
    (value.kind === 'instance' && code.basesOf({ ...value, kind: 'class' }).some(isAdapter));
  return [...ANSWERS].flatMap(([name, [method, below]]): ServiceMethod[] => {
    const place = ownMethod(code, value, name);
    const own = place && { ...describeFunction(code, place, line), entry: [place] };
    const inherited = isForeign ? { module, line, handler: `(inherited).${name}`, entry: [] } : undefined;
    const handler = own ?? inherited;
    return handler ? [{ name, method, below, handler }] : [];
  });
}

function isAdapter(base: Value): boolean {
  return base.kind !== 'class' && ADAPTER.test(originOf(base) ?? '');
}

const ADAPTER = /^(?:@feathersjs\/|feathers-)/u;

function ownMethod(code: Code, value: Value, name: string): FunctionPlace | undefined {
  if (value.kind !== 'instance' && value.kind !== 'object') return undefined;
  for (const member of code.follow(value, { get: name }, value.module)) {
    if (member.kind === 'function') return { module: member.module, id: member.id };
  }
  return undefined;
}
