import type { NotRecorded } from './recording.ts';
import type { RolloutPhase } from './rollout.ts';
import type { Stage } from './route.ts';

/** What one side of a route did in one interval: requests, 5xx answers, and latency quantiles in ms (`null`: none). */
export type SideRow = readonly [requests: number, errors: number, p50Ms: number | null, p99Ms: number | null];

/** One route in one interval; `index` is its place in the list of the last `routes` event. */
export type LiveRow = readonly [
  index: number,
  monolith: SideRow,
  service: SideRow,
  fallbacks: number,
  /** Since the start of the proxy. */
  compared: number,
  /** Since the start of the proxy. */
  diverged: number,
];

/** What is known of a route beside its counters. Sent when a client arrives, and again when any of it changes. */
export interface RouteFace {
  readonly id: string;
  readonly match: string;
  readonly service: string;
  readonly stage: Stage;
  readonly percent: number;
  /** Where `promote` leads; `null` at the top, or where the service has no upstream. */
  readonly next: { readonly stage: Stage; readonly percent: number } | null;
  /** What the gates are about (`idle`, `running`, `paused`, `halted`); `null` where it has none. */
  readonly phase: RolloutPhase | null;
}

/** The event `routes` of `GET /api/events`. */
export interface LiveRoutes {
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How often `tick` comes, in milliseconds. */
  readonly everyMs: number;
  readonly routes: readonly RouteFace[];
  /** Compared and diverged answers since the start of the proxy, of those routes that have any. */
  readonly compared: readonly (readonly [index: number, compared: number, diverged: number])[];
}

export interface LiveUpstream {
  readonly id: string;
  readonly active: number;
  readonly waiting: number;
  /** Workers whose breaker for it is not closed. */
  readonly breakersOpen: number;
  readonly endpoints: readonly {
    readonly address: string;
    readonly active: number;
    readonly connections: number;
    /** Workers that would send it a request now. */
    readonly available: number;
  }[];
}

/** The event `tick`: one interval. Routes that did nothing in it are left out. */
export interface LiveTick {
  /** Length of the interval in milliseconds. */
  readonly elapsedMs: number;
  readonly workers: number;
  readonly inFlight: number;
  readonly connections: number;
  readonly tunnels: number;
  readonly rssBytes: number;
  readonly planError: string;
  readonly notRecorded: readonly NotRecorded[];
  readonly unrouted: SideRow;
  readonly rows: readonly LiveRow[];
  readonly upstreams: readonly LiveUpstream[];
}
