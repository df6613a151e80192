import { posix } from 'node:path';
import type { Extractor } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { entryOf, optionsOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { originOf, type Value } from '../link/value.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { handlerOf } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { receiverOf, type ReceiverRules } from './receiver.ts';
import { methodOf } from './verb.ts';
import { valuesIn } from './values-in.ts';

const PACKAGES = ['fastify', 'fastify-plugin', '@fastify/autoload', 'fastify-autoload'];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'];

const METHODS = [...VERBS, 'route', 'register'];

/** Fastify: verbs, `route({…})`, plugins with prefixes in any depth, `fastify-plugin`, `@fastify/autoload`. */
export const fastify: Extractor = {
  name: 'fastify',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    addMountedRoutes(code, found, { source: 'fastify', methods: METHODS, rules: RULES, readCall });
  },
};

type Graph = MountGraph<MountedRoute>;

const VERB_SET = new Set(VERBS);
const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application: /^fastify(?:\.fastify|\.Fastify)?\(\)$/u,
  router: /^fastify\.FastifyInstance\(\)$/u,
  chained: new Set([
    ...VERBS,
    'register',
    'route',
    'after',
    'ready',
    'decorate',
    'addHook',
    'withTypeProvider',
    'setErrorHandler',
    'setValidatorCompiler',
    'setSerializerCompiler',
    'addSchema',
    'addHttpMethod',
  ]),
};

function readCall(code: Code, graph: Graph, call: Call): void {
  const { callee } = call;
  if (callee.kind !== 'member') return;
  const known = VERB_SET.has(callee.name) || callee.name === 'route' || callee.name === 'register';
  const receiver = known ? receiverOf(callee.of, RULES) : undefined;
  if (!receiver) return;
  if (receiver.isApplication) graph.addRoot(receiver.node);
  else if (receiver.isRouter) graph.addNode(receiver.node);
  if (callee.name === 'register') readRegister(code, graph, call, receiver.node);
  else if (callee.name === 'route') readRoute(code, graph, call, receiver.node);
  else readVerb(code, graph, call, receiver.node);
}

/** `get(url, options?, handler)`, the handler in the options too. */
function readVerb(code: Code, graph: Graph, call: Call, node: string): void {
  const [url, ...rest] = call.args;
  if (url === undefined || rest.length === 0) return;
  const handler = handlerOf(code, call, rest);
  const method = methodOf(call);
  for (const one of code.fold(call.module, url, call.loop)) graph.addRoute(node, one, { ...handler, method });
}

function readRoute(code: Code, graph: Graph, call: Call, node: string): void {
  const urls = [...entryOf(code, call, 'url'), ...entryOf(code, call, 'path')];
  const methods = entryOf(code, call, 'method');
  const handler = handlerOf(code, call, call.args);
  for (const url of urls) {
    for (const { text } of methods) graph.addRoute(node, url, { ...handler, method: text.toUpperCase() });
  }
}

/** The plugin's first parameter is the instance that carries the prefix. */
function readRegister(code: Code, graph: Graph, call: Call, parent: string): void {
  const [plugin, ...options] = call.args;
  if (plugin === undefined) return;
  const prefixes = options.flatMap((term) => entryOf(code, { module: call.module, args: [term] }, 'prefix'));
  for (const value of valuesIn(code, call, [plugin])) {
    if (isAutoload(value)) mountFolder(code, graph, call, parent);
    else mountPlugin(code, graph, { parent, prefixes }, value);
  }
}

const NO_PREFIX: Folded = { text: '', certainty: 1 };

interface Mounting {
  readonly parent: string;
  readonly prefixes: readonly Folded[];
}

function mountPlugin(code: Code, graph: Graph, { parent, prefixes }: Mounting, value: Value): void {
  const target = value.kind === 'namespace' ? code.follow(value, { get: 'default' }, value.module) : [value];
  for (const one of target) {
    if (one.kind === 'function') {
      const child = `${one.module}@${one.id}#0`;
      for (const prefix of prefixes.length > 0 ? prefixes : [NO_PREFIX]) graph.mount(parent, child, prefix);
    } else if (one.kind === 'made' && packageNamed(one, 'fastify-plugin')) {
      // It shares its parent's instance, which knows nothing of a prefix.
      for (const inner of valuesIn(code, one, one.args.slice(0, 1))) {
        mountPlugin(code, graph, { parent, prefixes: [] }, inner);
      }
    }
  }
}

function packageNamed(value: Value & { kind: 'made' }, name: string): boolean {
  return value.by.kind === 'package' && value.by.package === name;
}

function isAutoload(value: Value): boolean {
  return /^(?:@fastify\/|fastify-)autoload/u.test(originOf(value) ?? '');
}

/** Every module of the folder is a plugin, and its sub-folder the prefix. */
function mountFolder(code: Code, graph: Graph, call: Call, parent: string): void {
  const options = call.args.slice(1);
  const [folder] = options.flatMap((term) => entryOf(code, { module: call.module, args: [term] }, 'dir'));
  if (!folder) return;
  const base = optionsOf(code, call.module, options, 'options').flatMap(({ module, term }) =>
    entryOf(code, { module, args: [term] }, 'prefix'),
  );
  const says = (name: string, wanted: string): boolean =>
    entryOf(code, { module: call.module, args: options }, name).some(({ text }) => text === wanted);
  const bare = says('dirNameRoutePrefix', 'false');
  const prefixOf = says('routeParams', 'true') ? parameters : (path: string): string => path;
  const root = folderOf(call.module, folder.text);
  for (const module of code.modules) {
    if (!module.startsWith(`${root}/`)) continue;
    const inner = bare ? '' : posix.dirname(module.slice(root.length + 1));
    const prefix = ownPrefix(code, module) ?? folderPrefix(inner, prefixOf);
    const outer = base[0]?.text ?? '';
    const whole = { ...prefix, text: `${outer}${prefix.text}` };
    for (const value of exportedPlugins(code, module)) {
      mountPlugin(code, graph, { parent, prefixes: [whole] }, value);
    }
  }
}

function folderPrefix(inner: string, prefixOf: (path: string) => string): Folded {
  return { text: inner === '.' ? '' : `/${prefixOf(inner)}`, certainty: 1 };
}

/** A folder `_id` is a parameter where `routeParams` is set. */
function parameters(path: string): string {
  return path.replaceAll(/(^|\/)_+/gu, '$1:');
}

/** `export const autoPrefix = '/x'`, or `prefixOverride`. */
function ownPrefix(code: Code, module: string): Folded | undefined {
  const bindings = code.indexOf(module);
  for (const name of ['prefixOverride', 'autoPrefix', 'exports.autoPrefix', 'exports.prefixOverride']) {
    if (bindings?.bindings(name, 0)) return code.fold(module, { kind: 'name', name })[0];
  }
  return undefined;
}

function exportedPlugins(code: Code, module: string): readonly Value[] {
  return code.follow({ kind: 'namespace', module }, { get: 'default' }, module);
}

/** `join(__dirname, 'routes')` folds to `{dynamic}/routes`: the folder is the module's own. */
function folderOf(module: string, text: string): string {
  const relative = text.replace(/^\{dynamic\}\/?/u, '');
  return posix.normalize(posix.join(posix.dirname(module), relative)).replace(/\/$/u, '');
}
