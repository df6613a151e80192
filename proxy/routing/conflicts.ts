import type { Route } from '../model/route.ts';
import { conditionText, shapeOf } from './precedence.ts';

/**
 * Two routes that ask for the same requests, so that only chance could choose: equal host, path shape, header and query
 * conditions, a method in common, and equally many methods named (fewer would be more specific).
 */
export function findConflict(routes: readonly Route[]): readonly [Route, Route] | undefined {
  const seen = new Map<string, Route[]>();
  for (const route of routes) {
    for (const key of keysOf(route)) {
      const others = seen.get(key) ?? [];
      const rival = others.find((other) => contradicts(other, route));
      if (rival) return [rival, route];
      seen.set(key, [...others, route]);
    }
  }
  return undefined;
}

function keysOf(route: Route): string[] {
  const hosts = route.match.hosts.length === 0 ? [''] : route.match.hosts;
  return hosts.map((host) => `${host} ${shapeOf(route.match.path)} ${conditionText(route)}`);
}

function contradicts({ match: a }: Route, { match: b }: Route): boolean {
  if (a.methods.length !== b.methods.length) return false;
  return a.methods.length === 0 || a.methods.some((method) => b.methods.includes(method));
}
