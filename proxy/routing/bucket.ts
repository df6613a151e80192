import type { Route } from '../model/route.ts';
import { cookieValue } from './cookie.ts';
import { type HashKey, keyedHash } from './keyed-hash.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Longer keys (a stuffed cookie) are cut, so that nobody buys hashing time. */
const MAX_KEY = 512;

/**
 * A client's place in the canary of a route, from 0 up to but not including 1: the same for the same client, and
 * independent between routes. A client without the cookie or header is placed by its address.
 */
export function bucketOf(route: Route, headers: Headers, address: string, key: HashKey): number {
  const given = route.sticky.kind === 'address' ? undefined : fieldValue(headers, route.sticky);
  const client = given === undefined || given === '' ? address : given.slice(0, MAX_KEY);
  return keyedHash(`${route.id}\n${client}`, key) / 2 ** 32;
}

/** The value of a cookie or header; a header given twice has none, since nobody can tell which was meant. */
export function fieldValue(
  headers: Headers,
  { kind, name }: { readonly kind: 'cookie' | 'header'; readonly name: string },
): string | undefined {
  if (kind === 'header') {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  }
  const { cookie } = headers;
  return typeof cookie === 'string' ? cookieValue(cookie, name) : undefined;
}
