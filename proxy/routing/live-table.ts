import type { Timeouts } from '../model/limits.ts';
import type { Route, RouteTable } from '../model/route.ts';
import type { ShadowRule } from '../model/shadow-rule.ts';
import { mirroredBy } from './mirrored-by.ts';
import { RouteStats } from '../observe/route-stats.ts';
import { ShadowStats } from '../observe/shadow-stats.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { Matcher, type RoutedRequest } from './matcher.ts';

/** Everything that a request needs of its route, found at reload and not with each request. */
export interface RouteEntry {
  /** `undefined` for the requests that no route takes. */
  readonly route: Route | undefined;
  /** The label in logs and metrics: the route's id, or `-`. */
  readonly label: string;
  readonly service: Upstream | undefined;
  readonly timeouts: Timeouts;
  /** Where its requests to the monolith are mirrored. */
  readonly shadow: ShadowRule | undefined;
  readonly stats: {
    readonly monolith: RouteStats;
    readonly service: RouteStats;
    readonly shadow: ShadowStats;
  };
}

/** What carries over from one table to the next: connections, breakers and counters. */
export interface Continuity {
  readonly upstreamOf: (id: string) => Upstream;
  readonly statsOf: (label: string) => RouteEntry['stats'];
}

/** The route table at run time. Immutable; a request keeps the one it began with. */
export class LiveTable {
  readonly table: RouteTable;
  readonly monolith: Upstream;
  readonly entries: ReadonlyMap<string, RouteEntry>;
  readonly unrouted: RouteEntry;
  readonly #matcher: Matcher;

  constructor(table: RouteTable, { upstreamOf, statsOf }: Continuity) {
    this.table = table;
    this.monolith = upstreamOf(table.monolith.id);
    this.#matcher = new Matcher(table.routes);
    this.unrouted = {
      route: undefined,
      label: '-',
      service: undefined,
      timeouts: table.timeouts,
      shadow: undefined,
      stats: statsOf('-'),
    };
    this.entries = new Map(
      table.routes.map((route) => [
        route.id,
        {
          route,
          label: route.id,
          service: table.services.has(route.service) ? upstreamOf(route.service) : undefined,
          timeouts: route.timeouts,
          shadow: table.services.has(route.service) ? mirroredBy(route) : undefined,
          stats: watched(statsOf(route.id), route),
        },
      ]),
    );
  }

  find(request: RoutedRequest): RouteEntry {
    const route = this.#matcher.match(request);
    return (route && this.entries.get(route.id)) ?? this.unrouted;
  }
}

/** Gates compare latencies, which are then counted closely on both sides. */
function watched(stats: RouteEntry['stats'], { gated }: Route): RouteEntry['stats'] {
  if (gated) for (const side of [stats.monolith, stats.service]) side.watchClosely();
  return stats;
}

/** Fresh counters for a route that has none yet. */
export function newRouteStats(): RouteEntry['stats'] {
  return { monolith: new RouteStats(), service: new RouteStats(), shadow: new ShadowStats() };
}
