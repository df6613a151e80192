import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { ObjectTerm, Term } from '../sketch/term.ts';
import { exportedHandler } from './exported-handler.ts';
import { type Handler, handlerOf } from './handler.ts';

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Next.js: `pages/api` (a default export answers every method) and `route` files of `app` (one export a method). */
export const next: Extractor = {
  name: 'next',
  packages: ['next'],
  extract: (code, found) => {
    if (!usesNext(code)) return;
    for (const module of code.modules) {
      const page = PAGE.exec(module)?.groups?.['path'];
      const route = ROUTE.exec(module)?.groups?.['path'];
      if (page !== undefined) addPage(code, found, module, page);
      else if (route !== undefined) {
        for (const method of VERBS) addEndpoint(code, found, module, { name: method, method, path: route });
      }
    }
  },
};

const PAGE = /(?:^|\/)pages(?<path>\/api(?:\/.*)?)\.[cm]?[jt]sx?$/u;
const ROUTE = /(?:^|\/)app(?<path>\/.*|)\/route\.[cm]?[jt]sx?$/u;

function usesNext(code: Code): boolean {
  return code.modules.some((module) =>
    code.indexOf(module)?.facts.imports.some(({ specifier = '' }) => /^next(?:$|\/)/u.test(specifier)),
  );
}

/** `export default handlers({ GET: list, POST: create })` answers these methods; any other page every method. */
function addPage(code: Code, found: Found, module: string, path: string): void {
  const [declared] = code.indexOf(module)?.bindings('default', 0) ?? [];
  const verbs = declared?.value === undefined ? [] : verbsGiven(code, module, declared.value);
  if (verbs.length === 0) addEndpoint(code, found, module, { name: 'default', method: 'ALL', path });
  for (const { method, term, line } of verbs) {
    push(found, { method, path }, handlerOf(code, { module, line }, [term]));
  }
}

/** Handlers by method in the object that a call is given. */
function verbsGiven(code: Code, module: string, value: Term): { method: string; term: Term; line: number }[] {
  const last = typeof value === 'object' && value?.kind === 'chain' ? value.links.at(-1) : undefined;
  if (!last || !('call' in last)) return [];
  const [handlers] = last.call.slice(0, 1).flatMap((term) => code.evaluate(module, term));
  if (handlers?.kind !== 'object' || handlers.module !== module || !areVerbs(handlers.term)) return [];
  return handlers.term.entries.map(([method, term]) => ({ method, term, line: last.line }));
}

function areVerbs({ entries }: ObjectTerm): boolean {
  return entries.length > 0 && entries.every(([key]) => VERBS.includes(key));
}

interface Export {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

function addEndpoint(code: Code, found: Found, module: string, { name, method, path }: Export): void {
  const handler = exportedHandler(code, module, name);
  if (handler) push(found, { method, path }, handler);
}

function push(found: Found, { method, path }: Omit<Export, 'name'>, handler: Handler): void {
  const known = { protocol: 'http', certainty: 1, source: 'next' } as const;
  for (const template of templatesOf(path)) {
    found.endpoints.push({ ...known, method, path: template, ...handler });
  }
}

/** `[[...rest]]` answers without a segment as well, where a template asks for one. */
function templatesOf(folders: string): string[] {
  const without = folders.replace(/\/\[\[\.{3}\w+\]\](?=\/index$|$)/u, '');
  return without === folders ? [pathOf(folders)] : [pathOf(without), pathOf(folders)];
}

/** Groups and slots are not in the address; `[id]` is a parameter, `[...rest]` takes all that follows. */
function pathOf(folders: string): string {
  const segments = folders
    .split('/')
    .filter((one) => one !== '' && one !== 'index' && !/^(?:\(.*\)|@.*)$/u.test(one))
    .map((one) => one.replace(/^\[+\.{3}(\w+)\]+$/u, '*$1').replaceAll(/\[([\w-]+)\]/gu, ':$1'));
  return `/${segments.join('/')}`;
}
