import type { NotRecorded, Recorded } from '../model/recording.ts';
import type { RolloutPhase } from '../model/rollout.ts';
import { head, pushHistogram } from './prometheus-text.ts';
import { COUNTED_METHODS } from './route-stats.ts';
import { renderShadow } from './prometheus-shadow.ts';
import type { Snapshot, StatsSnapshot } from './snapshot.ts';

/** What the supervisor knows beside the workers' counters. */
export interface Supervision {
  readonly version: string;
  readonly reloads: number;
  readonly failedReloads: number;
  readonly planValid: boolean;
  readonly workerRestarts: number;
  /** Of every route with gates. */
  readonly phases: readonly (readonly [route: string, phase: RolloutPhase])[];
  /** What cannot be written down, here or in a worker. */
  readonly notRecorded: readonly NotRecorded[];
}

const CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];

/**
 * Prometheus text format 0.0.4. Labels are route ids, sides, counted methods and status classes and nothing that a
 * client can choose, and only what has been seen is written, so the number of series is bounded by the plan.
 */
export function renderMetrics(snapshot: Snapshot, supervision: Supervision): string {
  const lines: string[] = [];
  const sides = sidesOf(snapshot);
  renderRequests(lines, sides);
  renderLatency(lines, sides);
  renderRouteCounters(lines, sides);
  renderShadow(lines, snapshot);
  renderRollouts(lines, supervision);
  renderUpstreams(lines, snapshot);
  renderProcess(lines, snapshot, supervision);
  return `${lines.join('\n')}\n`;
}

type Side = readonly [labels: string, stats: StatsSnapshot];

function sidesOf({ routes }: Snapshot): Side[] {
  const sides: Side[] = [];
  for (const [route, { monolith, service }] of Object.entries(routes)) {
    sides.push([`route="${route}",side="monolith"`, monolith], [`route="${route}",side="service"`, service]);
  }
  return sides;
}

function renderRequests(lines: string[], sides: readonly Side[]): void {
  head(
    lines,
    'banyan_requests_total',
    'counter',
    'Requests by route, side that answered, method and status class.',
  );
  for (const [labels, { requests }] of sides) {
    for (let index = 0; index < requests.length; index++) {
      const count = requests[index];
      if (count === 0) continue;
      const method = COUNTED_METHODS[Math.floor(index / CLASSES.length)];
      lines.push(
        `banyan_requests_total{${labels},method="${method}",code="${CLASSES[index % CLASSES.length]}"} ${count}`,
      );
    }
  }
}

function renderLatency(lines: string[], sides: readonly Side[]): void {
  const name = 'banyan_request_duration_seconds';
  head(lines, name, 'histogram', 'From the first byte of a request to the last of its answer.');
  for (const [labels, { latency, latencySum }] of sides) {
    pushHistogram(lines, name, { labels, latency, latencySum });
  }
}

const ROUTE_COUNTERS = [
  ['banyan_retries_total', 'retries', 'Further tries at the same upstream.'],
  [
    'banyan_fallbacks_total',
    'fallbacks',
    'Requests that the monolith answered because the service could not.',
  ],
  ['banyan_aborted_total', 'aborted', 'Requests whose client left.'],
  ['banyan_request_bytes_total', 'bytesIn', 'Body bytes from clients.'],
  ['banyan_response_bytes_total', 'bytesOut', 'Body bytes to clients.'],
] as const;

function renderRouteCounters(lines: string[], sides: readonly Side[]): void {
  for (const [name, key, help] of ROUTE_COUNTERS) {
    head(lines, name, 'counter', help);
    for (const [labels, stats] of sides) {
      if (stats[key] !== 0) lines.push(`${name}{${labels}} ${stats[key]}`);
    }
  }
}

const RECORDED: readonly Recorded[] = ['accessLog', 'audit', 'divergences', 'gates', 'traffic'];

/** One series a route with gates and one a kind of record: as many as the plan says, and five. */
function renderRollouts(lines: string[], { phases, notRecorded }: Supervision): void {
  head(lines, 'banyan_rollout_phase', 'gauge', 'What the gates of a route are about: 1 for its phase now.');
  for (const [route, phase] of phases) {
    lines.push(`banyan_rollout_phase{route="${route}",phase="${phase}"} 1`);
  }
  const name = 'banyan_not_recorded';
  head(lines, name, 'gauge', 'Whether something cannot be written to disk just now; requests go on.');
  const failing = new Set(notRecorded.map(({ what }) => what));
  for (const what of RECORDED) lines.push(`${name}{what="${what}"} ${failing.has(what) ? 1 : 0}`);
}

function renderUpstreams(lines: string[], { upstreams }: Snapshot): void {
  head(lines, 'banyan_upstream_active', 'gauge', 'Requests in flight to an upstream.');
  for (const { id, active } of upstreams) lines.push(`banyan_upstream_active{upstream="${id}"} ${active}`);
  head(lines, 'banyan_upstream_waiting', 'gauge', 'Requests that wait for a place at an upstream.');
  for (const { id, waiting } of upstreams) lines.push(`banyan_upstream_waiting{upstream="${id}"} ${waiting}`);
  head(lines, 'banyan_breaker_open', 'gauge', 'Workers whose breaker for an upstream is not closed.');
  for (const { id, breakersOpen } of upstreams) {
    lines.push(`banyan_breaker_open{upstream="${id}"} ${breakersOpen}`);
  }
  head(lines, 'banyan_upstream_available', 'gauge', 'Workers that would send an address a request now.');
  for (const { id, endpoints } of upstreams) {
    for (const { address, available } of endpoints) {
      lines.push(
        `banyan_upstream_available{upstream="${id}",address="${escapeLabel(address)}"} ${available}`,
      );
    }
  }
}

function renderProcess(lines: string[], snapshot: Snapshot, supervision: Supervision): void {
  const one = (name: string, type: 'counter' | 'gauge', value: number, help: string): void => {
    head(lines, name, type, help);
    lines.push(`${name} ${value}`);
  };
  one('banyan_requests_in_flight', 'gauge', snapshot.inFlight, 'Requests that have begun and not ended.');
  one('banyan_client_connections', 'gauge', snapshot.connections, 'Open client connections.');
  one('banyan_tunnels', 'gauge', snapshot.tunnels, 'Open upgrades (WebSocket).');
  one(
    'banyan_access_log_dropped_total',
    'counter',
    snapshot.logDropped,
    'Lines that the log could not take.',
  );
  one('banyan_resident_memory_bytes', 'gauge', snapshot.rssBytes, 'Resident memory of the workers.');
  one('banyan_workers', 'gauge', snapshot.workers, 'Workers that answer.');
  one('banyan_worker_restarts_total', 'counter', supervision.workerRestarts, 'Workers that were replaced.');
  one('banyan_reloads_total', 'counter', supervision.reloads, 'Plans taken over while running.');
  one('banyan_reloads_failed_total', 'counter', supervision.failedReloads, 'Plans refused while running.');
  one(
    'banyan_plan_valid',
    'gauge',
    supervision.planValid ? 1 : 0,
    'Whether the plan on disk is the one in use.',
  );
  head(lines, 'banyan_info', 'gauge', 'The version that runs.');
  lines.push(`banyan_info{version="${escapeLabel(supervision.version)}"} 1`);
}

function escapeLabel(value: string): string {
  return value.replaceAll(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
