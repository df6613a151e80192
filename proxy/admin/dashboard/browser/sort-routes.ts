import type { LiveRoute } from './live-store.ts';

export type Column = 'id' | 'stage' | 'service' | 'rate' | 'errors' | 'p99' | 'diverged';

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

const STAGES = ['monolith', 'shadow', 'canary', 'live'];

/** Those whose id, match, service or stage holds every word of the filter, in the order asked for; ties by id. */
export function chooseRoutes(
  routes: readonly LiveRoute[],
  filter: string,
  { column, descending }: Order,
): LiveRoute[] {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const chosen = routes.filter(({ face }) => {
    const text = `${face.id} ${face.match} ${face.service} ${face.stage}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sign = descending ? -1 : 1;
  return chosen.sort(
    (a, b) => sign * compare(KEYS[column](a), KEYS[column](b)) || compare(a.face.id, b.face.id),
  );
}

const KEYS: Readonly<Record<Column, (route: LiveRoute) => string | number>> = {
  id: ({ face }) => face.id,
  service: ({ face }) => face.service,
  stage: ({ face }) => STAGES.indexOf(face.stage) * 1000 + face.percent,
  rate: ({ now }) => now.monolith.rate + now.service.rate,
  errors: ({ now }) => Math.max(now.monolith.errorShare ?? -1, now.service.errorShare ?? -1),
  p99: ({ now }) => Math.max(now.monolith.p99Ms ?? -1, now.service.p99Ms ?? -1),
  diverged: ({ diverged }) => diverged,
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
