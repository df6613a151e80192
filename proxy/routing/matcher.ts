import type { Condition, Route } from '../model/route.ts';
import { templateSegments } from './path-template.ts';
import { compareConditions } from './precedence.ts';

/** What of a request a route can ask about. */
export interface RoutedRequest {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** The routing form, see `routingPath`. */
  readonly path: string;
  /** After the `?`, or empty. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The place of a segment: the routes that end here, those that take everything below, and what may follow. */
interface Place {
  /** Made where something is put into it: of many thousand places most have nothing but one successor. */
  literals: Map<string, Place> | undefined;
  /** The one literal that may follow, where it is only one. */
  onlyName: string;
  only: Place | undefined;
  any: Place | undefined;
  here: readonly Route[];
  below: readonly Route[];
}

const NONE: readonly Route[] = [];

/** Finds the one route of a request, in time that grows with the path and not with the number of routes. */
export class Matcher {
  readonly #exact = new Map<string, Place>();
  /** By suffix (`.example.com`), longest first. */
  readonly #suffixes: [string, Place][] = [];
  readonly #anyHost = newPlace();

  constructor(routes: readonly Route[]) {
    for (const route of [...routes].sort(compareConditions)) {
      for (const host of route.match.hosts.length === 0 ? [''] : route.match.hosts) {
        insert(this.#rootOf(host), route);
      }
    }
    this.#suffixes.sort(([a], [b]) => b.length - a.length);
  }

  match(request: RoutedRequest): Route | undefined {
    const named = this.#exact.get(request.host);
    const found = named && search(named, request);
    if (found) return found;
    for (const [suffix, place] of this.#suffixes) {
      const below = request.host.endsWith(suffix) ? search(place, request) : undefined;
      if (below) return below;
    }
    return search(this.#anyHost, request);
  }

  #rootOf(host: string): Place {
    if (host === '') return this.#anyHost;
    if (!host.startsWith('*.')) return getOrAdd(this.#exact, host);
    const suffix = host.slice(1);
    const known = this.#suffixes.find(([other]) => other === suffix);
    if (known) return known[1];
    const place = newPlace();
    this.#suffixes.push([suffix, place]);
    return place;
  }
}

/** Whether everything but the path and host of a route fits. HEAD is taken through GET as well. */
export function fitsConditions({ match }: Route, request: RoutedRequest, method: string): boolean {
  return (
    (match.methods.length === 0 || match.methods.includes(method)) &&
    (match.headers.length === 0 || match.headers.every((condition) => fitsHeader(condition, request))) &&
    (match.query.length === 0 || fitsQuery(match.query, request.query))
  );
}

function newPlace(): Place {
  return { literals: undefined, onlyName: '', only: undefined, any: undefined, here: NONE, below: NONE };
}

function literalAt(place: Place, segment: string): Place | undefined {
  if (place.literals !== undefined) return place.literals.get(segment);
  return place.only !== undefined && place.onlyName === segment ? place.only : undefined;
}

function literalFor(place: Place, segment: string): Place {
  const known = literalAt(place, segment);
  if (known) return known;
  const added = newPlace();
  if (place.literals !== undefined) place.literals.set(segment, added);
  else if (place.only === undefined) {
    place.onlyName = segment;
    place.only = added;
  } else {
    place.literals = new Map([
      [place.onlyName, place.only],
      [segment, added],
    ]);
  }
  return added;
}

function getOrAdd(places: Map<string, Place>, key: string): Place {
  let place = places.get(key);
  if (place === undefined) {
    place = newPlace();
    places.set(key, place);
  }
  return place;
}

function insert(root: Place, route: Route): void {
  let place = root;
  for (const segment of templateSegments(route.match.path)) {
    if (segment === 'rest') {
      place.below = [...place.below, route];
      return;
    }
    if (segment === 'any') place = place.any ??= newPlace();
    else place = literalFor(place, segment.literal);
  }
  place.here = [...place.here, route];
}

function search(root: Place, request: RoutedRequest): Route | undefined {
  const path = request.path.toLowerCase();
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length;
  return walk(root, path.slice(0, end), 1, request);
}

/** `at` is the start of the next segment; beyond the end where there is none. */
function walk(place: Place, path: string, at: number, request: RoutedRequest): Route | undefined {
  if (at >= path.length) return choose(place.here, request);
  const slash = path.indexOf('/', at);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(at, end);
  // A slash at the very end leaves an empty segment: the path goes on, with nothing in it.
  const next = slash === path.length - 1 ? path.length : end + 1;
  const literal = literalAt(place, segment);
  return (
    (literal && walk(literal, path, next, request)) ??
    (place.any && segment !== '' ? walk(place.any, path, next, request) : undefined) ??
    choose(place.below, request)
  );
}

function choose(routes: readonly Route[], request: RoutedRequest): Route | undefined {
  if (routes.length === 0) return undefined;
  const { method } = request;
  const named = firstThatFits(routes, request, method);
  if (method !== 'HEAD' || named?.match.methods.includes('HEAD')) return named;
  return firstThatFits(routes, request, 'GET');
}

function firstThatFits(routes: readonly Route[], request: RoutedRequest, method: string): Route | undefined {
  for (const route of routes) if (fitsConditions(route, request, method)) return route;
  return undefined;
}

function fitsHeader({ name, value }: Condition, { headers }: RoutedRequest): boolean {
  const given = headers[name];
  return value === undefined ? given !== undefined : given === value;
}

function fitsQuery(conditions: readonly Condition[], query: string): boolean {
  const given = new URLSearchParams(query);
  return conditions.every(({ name, value }) =>
    value === undefined ? given.has(name) : given.getAll(name).includes(value),
  );
}
