import type { DropReason, ShadowCounts } from '../model/shadow-counts.ts';
import { FINE_BUCKETS, fineBucket } from './fine-latency.ts';
import { LATENCY_BOUNDS, latencyBucket } from './route-stats.ts';

/** Every reason for which a sampled request is not compared, in the order of `DropReason`. */
export const DROP_REASONS: readonly DropReason[] = [
  'rate',
  'busy',
  'memory',
  'too-large',
  'unanswered',
  'breaker',
  'unreadable',
  'lost',
];

const CLASSES = 6;

/** What mirroring counts for one route. */
export class ShadowStats implements ShadowCounts {
  mirrored = 0;
  readonly dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<
    DropReason,
    number
  >;
  compared = 0;
  diverged = 0;
  erred = 0;
  noisy = 0;
  repeated = 0;
  readonly statuses: number[] = Array.from({ length: CLASSES }, () => 0);
  readonly latency: number[] = Array.from({ length: LATENCY_BOUNDS.length + 1 }, () => 0);
  latencySum = 0;
  fine: number[] | undefined;

  /** Counts an answer of the shadow. `status` 0: there was none, and its time says nothing. */
  answered(status: number, milliseconds: number): void {
    const column = status >= 100 && status < 600 ? Math.floor(status / 100) : 0;
    this.statuses[column] = (this.statuses[column] ?? 0) + 1;
    if (status === 0) return;
    const bucket = latencyBucket(milliseconds / 1000);
    this.latency[bucket] = (this.latency[bucket] ?? 0) + 1;
    this.latencySum += milliseconds / 1000;
  }

  /** Counts times by fine bucket, in milliseconds. */
  timed(times: readonly number[]): void {
    this.fine ??= Array.from({ length: FINE_BUCKETS }, () => 0);
    for (const time of times) {
      const bucket = fineBucket(time);
      this.fine[bucket] = (this.fine[bucket] ?? 0) + 1;
    }
  }

  /** Adds what another has counted. */
  add(other: ShadowCounts): void {
    addCounts(this, other);
  }

  toPlain(): ShadowCounts {
    return {
      mirrored: this.mirrored,
      dropped: { ...this.dropped },
      compared: this.compared,
      diverged: this.diverged,
      erred: this.erred,
      noisy: this.noisy,
      repeated: this.repeated,
      statuses: this.statuses.slice(),
      latency: this.latency.slice(),
      latencySum: this.latencySum,
      fine: this.fine?.slice(),
    };
  }
}

/** Adds `other` to `sum`, number by number. */
export function addCounts(sum: ShadowCounts, other: ShadowCounts): void {
  for (const key of [
    'mirrored',
    'compared',
    'diverged',
    'erred',
    'noisy',
    'repeated',
    'latencySum',
  ] as const) {
    sum[key] += other[key];
  }
  for (const reason of DROP_REASONS) sum.dropped[reason] += other.dropped[reason];
  for (const key of ['statuses', 'latency'] as const) {
    addLists(sum[key], other[key]);
  }
  if (other.fine !== undefined) addLists((sum.fine ??= []), other.fine);
}

function addLists(sum: number[], other: readonly number[]): void {
  for (const [index, count] of other.entries()) sum[index] = (sum[index] ?? 0) + count;
}
