import type { Route } from '../model/route.ts';
import { type Segment, templateSegments } from './path-template.ts';

/**
 * Which of two routes goes first where both match. Total and independent of the order in which they are written:
 *
 * 1. host: a name before `*.longer.suffix` before `*.suffix` before any;
 * 2. path, segment by segment from the left: a literal before a parameter before the rest;
 * 3. method: fewer named before more named before any (a route that names HEAD before one that takes it through GET);
 * 4. more header conditions, then more query conditions;
 * 5. else by the text of the conditions, then by id, so that there is always one answer.
 */
export function compareRoutes(a: Route, b: Route, method: string): number {
  return (
    hostRank(b) - hostRank(a) ||
    compareSegments(templateSegments(a.match.path), templateSegments(b.match.path)) ||
    impliedRank(a, method) - impliedRank(b, method) ||
    compareConditions(a, b)
  );
}

/** For HEAD, a route that names it comes first; taken through GET it then counts like GET. */
function impliedRank({ match }: Route, method: string): number {
  return method === 'HEAD' && !match.methods.includes('HEAD') ? 1 : 0;
}

/** Steps 3 to 5, for routes of equal host and path. */
export function compareConditions(a: Route, b: Route): number {
  return (
    methodRank(a) - methodRank(b) ||
    b.match.headers.length - a.match.headers.length ||
    b.match.query.length - a.match.query.length ||
    compareText(conditionText(a), conditionText(b)) ||
    compareText(a.id, b.id)
  );
}

/** Hosts, path shape and conditions as one text: two routes with equal text ask for the same requests. */
export function conditionText({ match }: Route): string {
  const headers = match.headers.map(({ name, value }) => `${name}=${value ?? '*'}`).sort();
  const query = match.query.map(({ name, value }) => `${name}=${value ?? '*'}`).sort();
  return JSON.stringify([headers, query]);
}

/** The path with its parameters' names taken out. */
export function shapeOf(path: string): string {
  const parts = templateSegments(path).map((segment) =>
    segment === 'any' ? ':' : segment === 'rest' ? '*' : segment.literal,
  );
  return `/${parts.join('/')}`;
}

function hostRank({ match }: Route): number {
  const ranks = match.hosts.map((host) => (host.startsWith('*.') ? host.length : 1000 + host.length));
  return Math.max(0, ...ranks);
}

function methodRank({ match }: Route): number {
  return match.methods.length === 0 ? Infinity : match.methods.length;
}

function compareSegments(a: readonly Segment[], b: readonly Segment[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = kindRank(a[index]) - kindRank(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function kindRank(segment: Segment | undefined): number {
  if (segment === undefined) return 3;
  if (segment === 'rest') return 2;
  return segment === 'any' ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
