import type { ProxyServer } from '../life/proxy-server.ts';
import type { NotRecorded } from '../model/recording.ts';
import type { ShadowCounts } from '../model/shadow-counts.ts';
import type { RouteStats } from './route-stats.ts';
import { addCounts } from './shadow-stats.ts';

/** The counters of one route on one side, as plain data that can go between processes. */
export interface StatsSnapshot {
  requests: number[];
  latency: number[];
  /** Latencies in the buckets of `fineBucket`; only for routes with gates. */
  fine?: Uint32Array | undefined;
  latencySum: number;
  inFlight: number;
  aborted: number;
  bytesIn: number;
  bytesOut: number;
  retries: number;
  fallbacks: number;
}

export interface EndpointSnapshot {
  readonly address: string;
  active: number;
  connections: number;
  /** Workers that would send it a request now. */
  available: number;
}

export interface UpstreamSnapshot {
  readonly id: string;
  active: number;
  waiting: number;
  /** Workers whose breaker is not closed. */
  breakersOpen: number;
  readonly endpoints: EndpointSnapshot[];
}

/** The counters of one route: both sides as clients met them, and what mirroring did beside them. */
export interface RouteSnapshot {
  readonly monolith: StatsSnapshot;
  readonly service: StatsSnapshot;
  readonly shadow: ShadowCounts;
}

/** What one process, or all of them together, have counted. */
export interface Snapshot {
  workers: number;
  readonly routes: Record<string, RouteSnapshot>;
  readonly upstreams: UpstreamSnapshot[];
  inFlight: number;
  connections: number;
  tunnels: number;
  logDropped: number;
  /** What some worker cannot write down just now. */
  notRecorded: readonly NotRecorded[];
  rssBytes: number;
}

export async function takeSnapshot(server: ProxyServer): Promise<Snapshot> {
  const { context } = server;
  const routes: Snapshot['routes'] = {};
  for (const [label, { monolith, service, shadow }] of server.stats) {
    routes[label] = { monolith: plain(monolith), service: plain(service), shadow: shadow.toPlain() };
  }
  const now = context.now();
  return {
    workers: 1,
    routes,
    upstreams: [...server.upstreams.all()].map((upstream) => ({
      id: upstream.id,
      active: upstream.gate.active,
      waiting: upstream.gate.waiting,
      breakersOpen: upstream.breakerState() === 'closed' ? 0 : 1,
      endpoints: upstream.endpoints.map((endpoint) => ({
        address: endpoint.address.label,
        active: endpoint.active,
        connections: endpoint.pool.open.size,
        available: endpoint.available(now) ? 1 : 0,
      })),
    })),
    inFlight: context.inFlight,
    connections: await server.connections,
    tunnels: context.tunnels.size,
    logDropped: server.logDropped,
    notRecorded: server.notRecorded,
    rssBytes: process.memoryUsage.rss(),
  };
}

/** Key by key and number by number: for 500 routes a second, spreading took ten times as long. */
function plain(stats: RouteStats): StatsSnapshot {
  const counted = {
    requests: listOf(stats.requests),
    latency: listOf(stats.latency),
    latencySum: stats.latencySum,
    inFlight: stats.inFlight,
    aborted: stats.aborted,
    bytesIn: stats.bytesIn,
    bytesOut: stats.bytesOut,
    retries: stats.retries,
    fallbacks: stats.fallbacks,
  };
  return stats.fine ? { ...counted, fine: stats.fine.slice() } : counted;
}

function listOf(counts: Float64Array): number[] {
  const list: number[] = [];
  for (let at = 0; at < counts.length; at++) list.push(counts[at] as number);
  return list;
}

/**
 * One snapshot out of those of all workers. Numbers add up; a worker that died takes its own with it. The only one there
 * is, is it: a copy of 500 routes each second would cost more than taking it did.
 */
export function mergeSnapshots(snapshots: readonly Snapshot[]): Snapshot {
  const [first, ...others] = snapshots;
  if (first === undefined) return emptySnapshot();
  if (others.length === 0) return first;
  const sum = structuredClone(first);
  for (const other of others) addInto(sum, other);
  return sum;
}

function emptySnapshot(): Snapshot {
  const none = { workers: 0, inFlight: 0, connections: 0, tunnels: 0, logDropped: 0, rssBytes: 0 };
  return { ...none, notRecorded: [], routes: {}, upstreams: [] };
}

function addInto(sum: Snapshot, other: Snapshot): void {
  for (const key of ['workers', 'inFlight', 'connections', 'tunnels', 'logDropped', 'rssBytes'] as const) {
    sum[key] += other[key];
  }
  const told = new Set(sum.notRecorded.map(({ what }) => what));
  sum.notRecorded = [...sum.notRecorded, ...other.notRecorded.filter(({ what }) => !told.has(what))];
  for (const [label, stats] of Object.entries(other.routes)) {
    const known = sum.routes[label];
    if (known === undefined) sum.routes[label] = structuredClone(stats);
    else {
      addStats(known.monolith, stats.monolith);
      addStats(known.service, stats.service);
      addCounts(known.shadow, stats.shadow);
    }
  }
  for (const upstream of other.upstreams) {
    const known = sum.upstreams.find(({ id }) => id === upstream.id);
    if (known === undefined) sum.upstreams.push(structuredClone(upstream));
    else addUpstream(known, upstream);
  }
}

function addStats(sum: StatsSnapshot, other: StatsSnapshot): void {
  sum.requests = sum.requests.map((count, index) => count + (other.requests[index] ?? 0));
  sum.latency = sum.latency.map((count, index) => count + (other.latency[index] ?? 0));
  if (other.fine)
    sum.fine = sum.fine ? sum.fine.map((count, index) => count + (other.fine?.[index] ?? 0)) : other.fine;
  const keys = ['latencySum', 'inFlight', 'aborted', 'bytesIn', 'bytesOut', 'retries', 'fallbacks'] as const;
  for (const key of keys) sum[key] += other[key];
}

function addUpstream(sum: UpstreamSnapshot, other: UpstreamSnapshot): void {
  sum.active += other.active;
  sum.waiting += other.waiting;
  sum.breakersOpen += other.breakersOpen;
  for (const endpoint of other.endpoints) {
    const known = sum.endpoints.find(({ address }) => address === endpoint.address);
    if (known === undefined) continue;
    known.active += endpoint.active;
    known.connections += endpoint.connections;
    known.available += endpoint.available;
  }
}
