import type { Endpoint } from '../../analyzer/model/evidence.ts';
import { isPathTemplate } from '../schema/path-template.ts';

export interface DraftRoute {
  readonly id: string;
  readonly match: { readonly method?: readonly string[]; readonly path: string };
  readonly service: string;
  readonly stage: 'monolith';
}

/** Takes whatever no other route does: that is the monolith's part, and one stage would move all of it at once. */
const EVERYTHING = '/*';

/** Endpoints become routes, one for each path and service, all still at the monolith; sorted by id. */
export function routesOf(
  endpoints: readonly Endpoint[],
  serviceOf: (module: string) => string | undefined,
): DraftRoute[] {
  const byPlace = new Map<string, { service: string; path: string; methods: Set<string> }>();
  for (const { protocol, method, path: written, module } of endpoints) {
    const service = serviceOf(module);
    const path = written.replace(/\/\*\w+$/u, '/*'); // A template has no name for the rest.
    if (protocol !== 'http' || service === undefined || path === EVERYTHING || !isPathTemplate(path))
      continue;
    const key = `${service}\0${path}`;
    const place = byPlace.get(key) ?? { service, path, methods: new Set<string>() };
    place.methods.add(method);
    byPlace.set(key, place);
  }
  const taken = new Set<string>();
  return [...byPlace.values()]
    .sort((a, b) => (`${a.service}\0${a.path}` < `${b.service}\0${b.path}` ? -1 : 1))
    .map(({ service, path, methods }) => {
      const id = freeId(`${service}.${slugOf(path)}`, taken);
      const method = methods.has('ALL') ? {} : { method: [...methods].sort() };
      return { id, match: { ...method, path }, service, stage: 'monolith' as const };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `/api/orders/:id` → `api-orders-id`. */
function slugOf(path: string): string {
  const slug = path
    .replace(/\*/gu, 'all')
    .replace(/[^A-Za-z0-9_]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return slug.slice(0, 80) || 'root';
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  taken.add(id);
  return id;
}
