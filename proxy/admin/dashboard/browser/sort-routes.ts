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
    (a, b) => sign * compare(keyOf(a, column), keyOf(b, column)) || compare(a.face.id, b.face.id),
  );
}

function keyOf({ face, now, diverged }: LiveRoute, column: Column): string | number {
  switch (column) {
    case 'id':
      return face.id;
    case 'service':
      return face.service;
    case 'stage':
      return STAGES.indexOf(face.stage) * 1000 + face.percent;
    case 'rate':
      return now.monolith.rate + now.service.rate;
    case 'errors':
      return Math.max(now.monolith.errorShare ?? -1, now.service.errorShare ?? -1);
    case 'p99':
      return Math.max(now.monolith.p99Ms ?? -1, now.service.p99Ms ?? -1);
    case 'diverged':
      return diverged;
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
