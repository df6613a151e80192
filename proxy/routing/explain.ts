import type { Route, RouteTable } from '../model/route.ts';
import { fitsConditions, Matcher, type RoutedRequest } from './matcher.ts';
import { compareRoutes } from './precedence.ts';
import { otherReadings, routingPath } from './routing-path.ts';

/** Which route would take a request, and why the others would not. */
export interface Explanation {
  /** The path by which routes are chosen. */
  readonly path: string;
  readonly route: Route | undefined;
  /** Routes that fit too, in the order in which they would be asked. */
  readonly outranked: readonly string[];
  /** Routes of the same path that do not fit, with what is missing. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  /** Another reading of the path, and the route that it leads to; the request is then refused. */
  readonly ambiguous: { readonly path: string; readonly route: string } | undefined;
}

/** For people: slower than a match, and says more. */
export function explainMatch(table: RouteTable, request: RoutedRequest): Explanation {
  const matcher = new Matcher(table.routes);
  const path = routingPath(request.path);
  const route = matcher.match({ ...request, path });
  const onPath = table.routes.filter((other) => reachesPath(other, { ...request, path }));
  const fitting = onPath
    .filter((other) => other !== route && fits(other, request))
    .sort((a, b) => compareRoutes(a, b, request.method));
  return {
    path,
    route,
    outranked: fitting.map(({ id }) => id),
    refused: onPath
      .filter((other) => other !== route && !fits(other, request))
      .map((other) => ({ id: other.id, why: missing(other, request) })),
    ambiguous: ambiguity(matcher, request, route),
  };
}

function fits(route: Route, request: RoutedRequest): boolean {
  const { method } = request;
  return (
    fitsConditions(route, request, method) || (method === 'HEAD' && fitsConditions(route, request, 'GET'))
  );
}

/** Whether a route would take the request if only host and path counted. */
function reachesPath(route: Route, request: RoutedRequest): boolean {
  const bare: Route = { ...route, match: { ...route.match, methods: [], headers: [], query: [] } };
  return new Matcher([bare]).match(request) !== undefined;
}

function missing({ match }: Route, request: RoutedRequest): string {
  if (match.methods.length > 0 && !match.methods.includes(request.method)) {
    return `takes ${match.methods.join(', ')}, not ${request.method}`;
  }
  const header = match.headers.find(({ name, value }) =>
    value === undefined ? request.headers[name] === undefined : request.headers[name] !== value,
  );
  if (header)
    return `wants the header ${header.name}${header.value === undefined ? '' : `: ${header.value}`}`;
  return `wants the query ${match.query.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)).join('&')}`;
}

function ambiguity(
  matcher: Matcher,
  request: RoutedRequest,
  route: Route | undefined,
): Explanation['ambiguous'] {
  for (const path of otherReadings(request.path)) {
    const other = matcher.match({ ...request, path });
    if (ownerOf(other) !== ownerOf(route)) return { path, route: other?.id ?? 'monolith' };
  }
  return undefined;
}

/** A route that stands at `monolith` is as good as none. */
function ownerOf(route: Route | undefined): string {
  return route === undefined || route.stage === 'monolith' ? '' : route.id;
}
