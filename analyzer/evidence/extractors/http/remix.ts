import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { exportedHandler } from './exported-handler.ts';

/**
 * Remix, and React Router as a framework: a file of `app/routes` answers at the address that its name spells. `loader`
 * answers GET, `action` every other method.
 */
export const remix: Extractor = {
  name: 'remix',
  packages: ['@remix-run/node', '@remix-run/server-runtime'],
  extract: (code, found) => {
    if (!usesRemix(code)) return;
    for (const module of code.modules) {
      const name = ROUTE.exec(module)?.groups?.['name'];
      if (name === undefined) continue;
      addRoute(code, found, { module, name, method: 'GET', export: 'loader' });
      addRoute(code, found, { module, name, method: 'ALL', export: 'action' });
    }
  },
};

/** `routes/orders.$id.ts`, or `routes/orders.$id/route.ts`; what else lies in such a folder is no route. */
const ROUTE = /(?:^|\/)app\/routes\/(?<name>[^/]+?)(?:\/(?:route|index))?\.[cm]?[jt]sx?$/u;

const SERVER = /^(?:@remix-run\/(?:node|server-runtime|cloudflare|deno|serve|express)|@react-router\/node)$/u;

function usesRemix(code: Code): boolean {
  return code.modules.some((module) =>
    code.indexOf(module)?.facts.imports.some(({ specifier = '' }) => SERVER.test(specifier)),
  );
}

interface Route {
  readonly module: string;
  readonly name: string;
  readonly method: string;
  readonly export: string;
}

function addRoute(code: Code, found: Found, { module, name, method, export: exported }: Route): void {
  const handler = exportedHandler(code, module, exported);
  if (!handler) return;
  for (const path of pathsOf(name)) {
    found.endpoints.push({ protocol: 'http', method, path, certainty: 1, source: 'remix', ...handler });
  }
}

/** `(lang)` may be left out: one address with it, one without. */
function pathsOf(name: string): string[] {
  let paths = [''];
  for (const segment of segmentsOf(name)) {
    const inner = /^\((.+)\)$/u.exec(segment)?.[1];
    const part = partOf(inner ?? segment);
    const longer = paths.map((path) => `${path}${part}`);
    paths = inner === undefined ? longer : [...paths, ...longer].slice(0, MOST);
  }
  return paths.map((path) => (path === '' ? '/' : path));
}

const MOST = 8;

/** Dots stand between segments, but not in brackets: `sitemap[.]xml`. */
function segmentsOf(name: string): string[] {
  return name.match(/(?:\[[^\]]*\]|[^.])+/gu) ?? [];
}

/** Layouts without a segment of their own begin with `_`; a `_` at the end only leaves the layout. */
function partOf(segment: string): string {
  if (segment.startsWith('_')) return '';
  if (segment === '$') return '/*';
  const plain = segment.replace(/_$/u, '');
  return `/${plain.startsWith('$') ? `:${plain.slice(1)}` : plain.replaceAll(/\[([^\]]*)\]/gu, '$1')}`;
}
