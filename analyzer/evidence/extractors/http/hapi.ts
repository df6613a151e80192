import type { Extractor } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { entryOf, itemsOf, optionsOf, type Placed, propertyOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import type { Value } from '../link/value.ts';
import type { MountedRoute } from './add-http-endpoints.ts';
import { addMountedRoutes } from './add-mounted-routes.ts';
import { braceParameters } from './brace-parameters.ts';
import { type Handler, handlerOf } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { receiverOf, type ReceiverRules } from './receiver.ts';

const PACKAGES = ['@hapi/hapi', 'hapi', '@hapi/glue'];
const METHODS = ['route', 'register'];

/** hapi: `server.route()` with one or many, methods and paths as lists, plugins with prefixes. */
export const hapi: Extractor = {
  name: 'hapi',
  packages: PACKAGES,
  methods: METHODS,
  extract: (code, found) => {
    if (code.callsFrom(...PACKAGES).length === 0) return;
    addMountedRoutes(code, found, { source: 'hapi', methods: METHODS, rules: RULES, readCall });
  },
};

const RULES: ReceiverRules = {
  packages: new Set(PACKAGES),
  application: /^(?:@hapi\/)?hapi(?:\.[sS]erver|\.Hapi\.server)?\(\)$|^@hapi\/glue\.compose\(\)$/u,
  router: /^$/u,
  chained: new Set(),
};

function readCall(code: Code, graph: MountGraph<MountedRoute>, call: Call): void {
  const { callee } = call;
  const receiver = callee.kind === 'member' ? receiverOf(callee.of, RULES) : undefined;
  if (callee.kind !== 'member' || !receiver) return;
  if (receiver.isApplication) graph.addRoot(receiver.node);
  if (callee.name === 'route') readRoutes(code, graph, call, receiver.node);
  else readPlugins(code, graph, call, receiver.node);
}

function readRoutes(code: Code, graph: MountGraph<MountedRoute>, call: Call, node: string): void {
  const placed = call.args.slice(0, 1).flatMap((term) => itemsOf(code, placedIn(call, term)));
  for (const item of placed) {
    const handler = handlerIn(code, call, item);
    const paths = textsOf(code, item, 'path').flatMap(pathsOf);
    for (const { text } of textsOf(code, item, 'method')) {
      const method = text === '*' ? 'ALL' : text.toUpperCase();
      for (const path of paths) graph.addRoute(node, path, { ...handler, method });
    }
  }
}

/** `{rest*}` and `{name?}` at the end answer without a segment as well, where a template asks for one. */
function pathsOf(path: Folded): Folded[] {
  const without = path.text.replace(/\/?\{\w+[*?]\}$/u, '');
  const all = [braceParameters(path)];
  return without === path.text ? all : [braceParameters({ ...path, text: without }), ...all];
}

function placedIn({ module, loop }: Call, term: Placed['term']): Placed {
  return { module, term, ...(loop ? { loop } : {}) };
}

function textsOf(code: Code, item: Placed, key: string): Folded[] {
  return propertyOf(code, item, key).flatMap((one) => code.fold(one.module, one.term, one.loop));
}

/** `handler`, or in `options` (`config` of old). */
function handlerIn(code: Code, call: Call, item: Placed): Handler {
  const inner = [...propertyOf(code, item, 'options'), ...propertyOf(code, item, 'config')];
  const [found] = [item, ...inner].flatMap((one) => propertyOf(code, one, 'handler'));
  if (!found) return handlerOf(code, call, []);
  const place = { ...call, module: found.module, ...(found.loop ? { loop: found.loop } : {}) };
  return handlerOf(code, place, [found.term]);
}

const NO_PREFIX: Folded = { text: '', certainty: 1 };

/** `register(plugin, { routes: { prefix } })`, and `{ plugin, routes }` one by one. */
function readPlugins(code: Code, graph: MountGraph<MountedRoute>, call: Call, parent: string): void {
  const [first, ...options] = call.args;
  if (first === undefined) return;
  const common = prefixesIn(code, optionsOf(code, call.module, options, 'routes'));
  for (const item of itemsOf(code, placedIn(call, first))) {
    const own = prefixesIn(code, propertyOf(code, item, 'routes'));
    const [prefix = NO_PREFIX] = own.length > 0 ? own : common;
    for (const plugin of pluginsIn(code, item)) {
      for (const { module, id } of registerOf(code, plugin)) graph.mount(parent, `${module}@${id}#0`, prefix);
    }
  }
}

function prefixesIn(code: Code, routes: readonly Placed[]): Folded[] {
  return routes.flatMap(({ module, term }) => entryOf(code, { module, args: [term] }, 'prefix'));
}

/** A plugin, or `{ plugin }`; a module may export it as `plugin`. */
function pluginsIn(code: Code, item: Placed): readonly Value[] {
  const wrapped = propertyOf(code, item, 'plugin');
  const inside = wrapped.flatMap((one) => code.evaluate(one.module, one.term, one.loop));
  return inside.length > 0 ? inside : code.evaluate(item.module, item.term, item.loop);
}

function registerOf(code: Code, plugin: Value): { module: string; id: number }[] {
  const inner = plugin.kind === 'namespace' ? code.follow(plugin, { get: 'plugin' }, plugin.module) : [];
  return [plugin, ...inner]
    .flatMap((value) =>
      value.kind === 'object' || value.kind === 'namespace' || value.kind === 'instance'
        ? code.follow(value, { get: 'register' }, value.module)
        : [],
    )
    .flatMap((value) => (value.kind === 'function' ? [{ module: value.module, id: value.id }] : []));
}
