import type { LiveRoutes, LiveRow, LiveTick, RouteFace, SideRow } from '../../../model/live.ts';
import type { LinkState } from './follow-events.ts';

/** How many intervals are kept: five minutes, ten where they are of two seconds. */
export const KEPT = 300;

/** One interval of one side. Rates are a second; `null` where nothing was asked. */
export interface Moment {
  readonly rate: number;
  readonly errorShare: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface Instant {
  readonly monolith: Moment;
  readonly service: Moment;
}

const QUIET: Moment = { rate: 0, errorShare: null, p50Ms: null, p99Ms: null };
export const IDLE: Instant = { monolith: QUIET, service: QUIET };

/** A route as the page knows it: its face, and what it did in each of the last intervals, oldest first. */
export interface LiveRoute {
  face: RouteFace;
  readonly past: Instant[];
  now: Instant;
  compared: number;
  diverged: number;
}

/** All that came over the stream. Mutable, and changed in one place; `subscribe` tells when. */
export class LiveStore {
  state: LinkState = 'connecting';
  version = '';
  startedAt = '';
  everyMs = 1000;
  tick: LiveTick | undefined;
  ticks = 0;
  /** Seconds since 1970, one for each interval kept. */
  readonly times: number[] = [];
  routes: LiveRoute[] = [];
  readonly #heard = new Set<() => void>();
  readonly #clock: () => number;

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  subscribe(heard: () => void): () => void {
    this.#heard.add(heard);
    return () => void this.#heard.delete(heard);
  }

  setState(state: LinkState): void {
    this.state = state;
    this.#tell();
  }

  /** Takes the list of routes over, and keeps the past of those that were there. */
  takeRoutes({ version, startedAt, everyMs, routes, compared }: LiveRoutes): void {
    const known = new Map(this.routes.map((route) => [route.face.id, route]));
    this.version = version;
    this.startedAt = startedAt;
    this.everyMs = everyMs;
    this.routes = routes.map((face) => {
      const route = known.get(face.id);
      if (route === undefined)
        return { face, past: this.times.map(() => IDLE), now: IDLE, compared: 0, diverged: 0 };
      route.face = face;
      return route;
    });
    for (const [index, all, differing] of compared) {
      const route = this.routes[index];
      if (route) [route.compared, route.diverged] = [all, differing];
    }
    this.#tell();
  }

  takeTick(tick: LiveTick): void {
    this.tick = tick;
    this.ticks++;
    push(this.times, this.#clock() / 1000);
    for (const route of this.routes) route.now = IDLE;
    for (const row of tick.rows) this.#takeRow(row, tick.elapsedMs);
    for (const route of this.routes) push(route.past, route.now);
    this.#tell();
  }

  #takeRow([index, monolith, service, , compared, diverged]: LiveRow, elapsedMs: number): void {
    const route = this.routes[index];
    if (route === undefined) return;
    route.now = { monolith: toMoment(monolith, elapsedMs), service: toMoment(service, elapsedMs) };
    route.compared = compared;
    route.diverged = diverged;
  }

  #tell(): void {
    for (const heard of this.#heard) heard();
  }
}

export function toMoment([requests, errors, p50Ms, p99Ms]: SideRow, elapsedMs: number): Moment {
  if (requests === 0) return QUIET;
  return { rate: (requests * 1000) / Math.max(1, elapsedMs), errorShare: errors / requests, p50Ms, p99Ms };
}

function push<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > KEPT) list.shift();
}
