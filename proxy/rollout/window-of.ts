import { FINE_BUCKETS } from '../observe/fine-latency.ts';
import type { RouteSnapshot, StatsSnapshot } from '../observe/snapshot.ts';
import type { RouteWindow, SideWindow } from './rollout-state.ts';

const CLASSES = 6;
const NO_LATENCY = Array.from({ length: FINE_BUCKETS }, () => 0);

/**
 * What a route saw between two snapshots. `undefined` where a counter fell: a worker died and took what it had counted
 * with it, so the difference says nothing.
 */
export function windowOf(before: RouteSnapshot, after: RouteSnapshot): RouteWindow | undefined {
  const service = sideWindow(before.service, after.service);
  const monolith = sideWindow(before.monolith, after.monolith);
  const statuses = difference(before.shadow.statuses, after.shadow.statuses);
  const erred = after.shadow.erred - before.shadow.erred;
  // What is an error is judged as one, and not as a divergence too.
  const compared = after.shadow.compared - before.shadow.compared - erred;
  const diverged = after.shadow.diverged - before.shadow.diverged - erred;
  const latency = difference(before.shadow.fine ?? [], after.shadow.fine ?? NO_LATENCY);
  const whole =
    service !== undefined && monolith !== undefined && statuses !== undefined && latency !== undefined;
  if (!whole || erred < 0 || diverged < 0 || compared < diverged) return undefined;
  return { service, monolith, shadowed: { ...shadowedOf(statuses), latency }, compared, diverged };
}

/** By status class; 0 for no answer. */
function shadowedOf(statuses: readonly number[]): Pick<SideWindow, 'requests' | 'errors'> {
  const [none = 0, , , , , failed = 0] = statuses;
  return { requests: statuses.reduce((sum, count) => sum + count, 0), errors: none + failed };
}

function sideWindow(before: StatsSnapshot, after: StatsSnapshot): SideWindow | undefined {
  const requests = difference(before.requests, after.requests);
  const latency = difference(before.fine ?? [], after.fine ?? []);
  if (requests === undefined || latency === undefined) return undefined;
  const ofClass = (wanted: number): number =>
    requests.reduce((sum, count, index) => (index % CLASSES === wanted ? sum + count : sum), 0);
  const switched = ofClass(1); // 101: a tunnel has no answer to judge.
  return {
    requests: requests.reduce((sum, count) => sum + count, 0) - switched,
    errors: ofClass(5) + ofClass(0),
    clientErrors: ofClass(4),
    latency,
  };
}

function difference(before: ArrayLike<number>, after: ArrayLike<number>): number[] | undefined {
  const differences = Array.from(after, (count, index) => count - (before[index] ?? 0));
  return differences.some((count) => count < 0) ? undefined : differences;
}
