import type { Endpoint } from '../model/evidence.ts';

/** HTTP endpoints that were found beside those that are known from elsewhere. */
export interface RouteComparison {
  /** Known endpoints, each once. */
  readonly known: number;
  readonly found: number;
  /** found ÷ known, 0 to 1; higher is better. 1 where nothing is known. */
  readonly recall: number;
  /** Known and not found, sorted. */
  readonly missing: readonly string[];
  /** Found and not known, sorted: forgotten in the list, or read wrongly. */
  readonly unlisted: readonly string[];
}

/** A known route: a template (`/orders/{id}` or `/orders/:id`), or an address that was seen in traffic. */
export interface KnownRoute {
  readonly method: string;
  readonly path: string;
}

/** Names of parameters do not matter, and an endpoint for all methods answers to each. */
export function compareRoutes(
  endpoints: readonly Endpoint[],
  routes: readonly KnownRoute[],
  { concrete = false }: { readonly concrete?: boolean } = {},
): RouteComparison {
  const http = endpoints.filter(({ protocol }) => protocol === 'http');
  const used = new Set<string>();
  const known = new Map(routes.map((route) => [`${route.method} ${shapeOf(route.path)}`, route]));
  const isMet = createMeeting(http, concrete, used);
  const missing = [...known]
    .filter(([, route]) => !isMet(route))
    .map(([, { method, path }]) => `${method} ${path}`);
  const found = known.size - missing.length;
  return {
    known: known.size,
    found,
    recall: known.size === 0 ? 1 : found / known.size,
    missing: missing.sort(),
    unlisted: http.flatMap(({ id }) => (used.has(id) ? [] : [id])).sort(),
  };
}

type Met = (route: KnownRoute) => boolean;

/** Says whether a route was found, and notes the endpoints that answer to it. */
function createMeeting(http: readonly Endpoint[], concrete: boolean, used: Set<string>): Met {
  if (concrete) {
    const patterns = http.map((one) => ({ ...one, pattern: patternOf(one.path) }));
    return ({ method, path }) => {
      const hit = patterns.find((one) => answers(one.method, method) && one.pattern.test(path));
      if (hit) used.add(hit.id);
      return hit !== undefined;
    };
  }
  const byShape = new Map<string, Endpoint[]>();
  for (const one of http) byShape.set(shapeOf(one.path), [...(byShape.get(shapeOf(one.path)) ?? []), one]);
  return ({ method, path }) => {
    const hits = (byShape.get(shapeOf(path)) ?? []).filter((one) => answers(one.method, method));
    for (const { id } of hits) used.add(id);
    return hits.length > 0;
  };
}

function answers(own: string, asked: string): boolean {
  return own === 'ALL' || own === asked;
}

/** Parameters by their place. */
function shapeOf(path: string): string {
  const plain = path.replaceAll(/\{[^}/]*\}|:\w+\??(?:\([^)]*\))?/gu, ':');
  return plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain;
}

/** A parameter takes one segment, a star and what is not known take any number. */
function patternOf(path: string): RegExp {
  const parts = path.split(/(\{dynamic\}|\*\w*|:\w+)/u).map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    if (part.startsWith('*') || part === '{dynamic}') return '.*';
    return part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}/?$`, 'u');
}
