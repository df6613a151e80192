import type { Supervisor } from '../life/supervisor.ts';
import type { NotRecorded } from '../model/recording.ts';
import type { RolloutStatus } from '../model/rollout.ts';
import type { Stage } from '../model/route.ts';
import type { ShadowCounts } from '../model/shadow-counts.ts';
import type { Snapshot, StatsSnapshot } from '../observe/snapshot.ts';
import { LATENCY_BOUNDS } from '../observe/route-stats.ts';
import { ShadowStats } from '../observe/shadow-stats.ts';
import { routeText } from './route-text.ts';

/** What one side of a route has done since the start. */
export interface SideStatus {
  readonly requests: number;
  /** 5xx answers, ours included. */
  readonly errors: number;
  /** Milliseconds, from a histogram: the upper bound of the bucket that holds the quantile. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface RouteStatus {
  readonly id: string;
  readonly match: string;
  readonly service: string;
  readonly stage: Stage;
  readonly percent: number;
  readonly fallbacks: number;
  readonly monolith: SideStatus;
  readonly servedByService: SideStatus;
  /** What the gates say; `null` where the plan has none for the route. */
  readonly rollout: RolloutStatus | null;
  /** What mirroring did beside the clients' path. */
  readonly shadow: ShadowCounts;
  /** What the service took for the copies, in milliseconds as in `SideStatus`; `null` before the first answer. */
  readonly shadowP99Ms: number | null;
}

export interface ProxyStatus {
  readonly version: string;
  readonly startedAt: string;
  readonly workers: number;
  readonly inFlight: number;
  readonly connections: number;
  readonly tunnels: number;
  readonly planError: string;
  /** What cannot be written to disk just now. */
  readonly notRecorded: readonly NotRecorded[];
  readonly routes: readonly RouteStatus[];
  readonly unrouted: SideStatus;
  readonly upstreams: Snapshot['upstreams'];
}

/** `GET /api/routes`: every route with its stage and both sides' numbers. */
export async function routesStatus(supervisor: Supervisor): Promise<ProxyStatus> {
  const snapshot = await supervisor.snapshot();
  const routes = supervisor.table.routes.map((route): RouteStatus => {
    const stats = snapshot.routes[route.id];
    const shadow = stats?.shadow ?? new ShadowStats().toPlain();
    return {
      id: route.id,
      match: routeText(route),
      service: route.service,
      stage: route.stage,
      percent: route.percent,
      fallbacks: stats?.service.fallbacks ?? 0,
      monolith: sideStatus(stats?.monolith),
      servedByService: sideStatus(stats?.service),
      rollout: supervisor.rolloutOf(route),
      shadow,
      shadowP99Ms: quantile(shadow.latency, 0.99),
    };
  });
  return {
    version: supervisor.version,
    startedAt: supervisor.startedAt,
    workers: snapshot.workers,
    inFlight: snapshot.inFlight,
    connections: snapshot.connections,
    tunnels: snapshot.tunnels,
    planError: supervisor.planError,
    notRecorded: supervisor.notRecorded(snapshot),
    routes,
    unrouted: sideStatus(snapshot.routes['-']?.monolith),
    upstreams: snapshot.upstreams,
  };
}

const CLASSES = 6;

function sideStatus(stats: StatsSnapshot | undefined): SideStatus {
  if (stats === undefined) return { requests: 0, errors: 0, p50Ms: null, p99Ms: null };
  const errors = stats.requests.reduce((sum, count, index) => (index % CLASSES === 5 ? sum + count : sum), 0);
  return {
    requests: stats.requests.reduce((sum, count) => sum + count, 0),
    errors,
    p50Ms: quantile(stats.latency, 0.5),
    p99Ms: quantile(stats.latency, 0.99),
  };
}

function quantile(latency: readonly number[], share: number): number | null {
  const total = latency.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [index, count] of latency.entries()) {
    below += count;
    if (below >= total * share) return Math.round((LATENCY_BOUNDS[index] ?? Infinity) * 1000 * 10) / 10;
  }
  return null;
}
