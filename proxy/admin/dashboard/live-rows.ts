import type { LiveRow, SideRow } from '../../model/live.ts';
import { LATENCY_BOUNDS } from '../../observe/route-stats.ts';
import type { Snapshot, StatsSnapshot } from '../../observe/snapshot.ts';

type Routes = Snapshot['routes'];

const CLASSES = 6;
const NONE: SideRow = [0, 0, null, null];

/** What each route did between two snapshots; `ids` in the order of the table. Routes that did nothing are left out. */
export function liveRows(ids: readonly string[], before: Routes, after: Routes): LiveRow[] {
  const rows: LiveRow[] = [];
  for (const [index, id] of ids.entries()) {
    const now = after[id];
    if (now === undefined) continue;
    const then = before[id];
    const monolith = sideRow(then?.monolith, now.monolith);
    const service = sideRow(then?.service, now.service);
    const fallbacks = grown(then?.service.fallbacks, now.service.fallbacks);
    const { compared, diverged } = shadowOf(now);
    if (monolith !== NONE || service !== NONE || compared > shadowOf(then).compared) {
      rows.push([index, monolith, service, fallbacks, compared, diverged]);
    }
  }
  return rows;
}

/** One side between two readings of its counters. A worker that died took its counts along: never less than nothing. */
export function sideRow(before: StatsSnapshot | undefined, after: StatsSnapshot | undefined): SideRow {
  if (after === undefined) return NONE;
  let requests = 0;
  let errors = 0;
  for (let at = 0; at < after.requests.length; at++) {
    const more = grown(before?.requests[at], after.requests[at] as number);
    requests += more;
    if (at % CLASSES === 5) errors += more;
  }
  if (requests === 0) return NONE;
  const latency = after.latency.map((count, at) => grown(before?.latency[at], count));
  return [requests, errors, quantile(latency, requests * 0.5), quantile(latency, requests * 0.99)];
}

/** The latency in milliseconds below which `wanted` of the interval's requests lie, interpolated inside its bucket. */
function quantile(latency: readonly number[], wanted: number): number | null {
  let below = 0;
  for (let at = 0; at < latency.length; at++) {
    const count = latency[at] as number;
    if (below + count >= wanted) {
      const from = LATENCY_BOUNDS[at - 1] ?? 0;
      const to = LATENCY_BOUNDS[at] ?? from;
      return Math.round((from + (to - from) * ((wanted - below) / count)) * 10_000) / 10;
    }
    below += count;
  }
  return null;
}

function grown(before: number | undefined, after: number): number {
  return Math.max(0, after - (before ?? 0));
}

/** What mirroring has counted for a route. */
export function shadowOf(route: Routes[string] | undefined): { compared: number; diverged: number } {
  return route?.shadow ?? { compared: 0, diverged: 0 };
}
