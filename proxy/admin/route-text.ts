import type { Route } from '../model/route.ts';

/** What a route takes, as one line for people: `shop.test GET,POST /orders/:id`. */
export function routeText({ match: { methods, path, hosts } }: Route): string {
  const host = hosts.length === 0 ? '' : `${hosts.join(',')} `;
  return `${host}${methods.length === 0 ? '*' : methods.join(',')} ${path}`;
}
