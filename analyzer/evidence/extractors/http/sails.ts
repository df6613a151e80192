import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { ObjectTerm, Term } from '../sketch/term.ts';
import { type Handler, handlerOf } from './handler.ts';
import { pathTemplate } from './paths.ts';

/** Sails: `config/routes` says which action under `api/controllers` answers an address. */
export const sails: Extractor = {
  name: 'sails',
  packages: ['sails'],
  extract: (code, found) => {
    for (const module of code.modules) {
      const root = ROUTES.exec(module)?.groups?.['root'];
      if (root === undefined) continue;
      const controllers = controllersOf(code, `${root}api/controllers/`);
      if (controllers.size === 0) continue;
      for (const { value } of code.indexOf(module)?.bindings('exports.routes', 0) ?? []) {
        if (value !== undefined) addRoutes(found, { code, module, controllers }, value);
      }
    }
  },
};

const ROUTES = /^(?<root>(?:.*\/)?)config\/routes\.[cm]?[jt]s$/u;

interface Routes {
  readonly code: Code;
  readonly module: string;
  /** Path below `api/controllers`, without its extension, in small letters → module. */
  readonly controllers: ReadonlyMap<string, string>;
}

function controllersOf({ modules }: Code, folder: string): Map<string, string> {
  const below = modules.filter((module) => module.startsWith(folder));
  return new Map(below.map((module) => [keyOf(module.slice(folder.length)), module]));
}

function keyOf(path: string): string {
  return path.replace(/\.[cm]?[jt]s$/u, '').toLowerCase();
}

const ADDRESS = /^(?:(?<method>get|post|put|patch|delete|head|options|all)\s+)?(?<path>\/\S*)$/iu;

function addRoutes(found: Found, routes: Routes, table: Term): void {
  for (const value of routes.code.evaluate(routes.module, table)) {
    if (value.kind !== 'object') continue;
    for (const [address, target] of value.term.entries) {
      const { method = 'all', path } = ADDRESS.exec(address)?.groups ?? {};
      if (path === undefined) continue;
      const known = { protocol: 'http', certainty: 1, source: 'sails' } as const;
      const at = { method: method.toUpperCase(), path: pathTemplate(path) };
      found.endpoints.push({ ...known, ...at, ...targetOf(routes, target) });
    }
  }
}

/** `'orders/show'`, `'OrderController.show'`, `{ action }`, `{ controller, action }`, a function; the last of a list. */
function targetOf(routes: Routes, target: Term): Handler {
  const { code, module } = routes;
  const last = typeof target === 'object' && target?.kind === 'list' ? (target.items.at(-1) ?? null) : target;
  const action = typeof last === 'string' ? last : writtenAction(last);
  const found = action === undefined ? undefined : actionOf(routes, action);
  return found ?? { ...handlerOf(code, { module, line: 1 }, [last]), ...(action ? { handler: action } : {}) };
}

function writtenAction(term: Term): string | undefined {
  if (typeof term !== 'object' || term?.kind !== 'object') return undefined;
  const [controller, action] = ['controller', 'action'].map((key) => textOf(term, key));
  return controller === undefined || action === undefined ? action : `${controller}.${action}`;
}

function textOf({ entries }: ObjectTerm, key: string): string | undefined {
  const value = entries.find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** A file of its own, which is a function or holds one as `fn`; or a method of a controller. */
function actionOf({ code, controllers }: Routes, action: string): Handler | undefined {
  const path = action.toLowerCase().replace('.', '/');
  const own = controllers.get(path);
  const name = action.slice(path.lastIndexOf('/') + 1);
  const controller = path.slice(0, path.lastIndexOf('/')).replace(/controller$/u, '');
  const module = own ?? controllers.get(`${controller}controller`);
  if (module === undefined) return undefined;
  const written = exportedIn(code, module, own === undefined ? name : 'fn');
  return { ...handlerOf(code, { module, line: 1 }, [written]), handler: action };
}

/** What `module.exports` holds under a key, or itself where it is no object. */
function exportedIn(code: Code, module: string, key: string): Term {
  const [{ value = null } = {}] = code.indexOf(module)?.bindings('exports', 0) ?? [];
  if (typeof value !== 'object' || value?.kind !== 'object') return value;
  return value.entries.find(([name]) => name === key)?.[1] ?? null;
}
