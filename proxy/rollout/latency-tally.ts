import { bucketsOfRatio, fineBound } from '../observe/fine-latency.ts';
import type { Slice } from './evidence/slice-evidence.ts';
import type { RouteWindow } from './rollout-state.ts';

/** Fewer answers of the monolith do not say where its p99 lies. */
const LEAST_KNOWN = 500;

/**
 * A slice as it bears on latency: how many answers of the monolith took longer than the p99 that it was known to have
 * before, and how many of the service's took longer than `ratio` times that. Where the service's p99 is `ratio` times
 * the monolith's, both happen once in a hundred. `undefined` while the monolith's p99 is not known.
 */
export function latencyTally(
  window: RouteWindow,
  known: readonly number[],
  ratio: number,
): Slice | undefined {
  const bucket = quantileBucket(known, 0.99);
  if (bucket === undefined || sum(known) < LEAST_KNOWN) return undefined;
  const higher = bucket + bucketsOfRatio(ratio);
  return {
    monolith: { events: sum(window.monolith.latency, bucket + 1), requests: sum(window.monolith.latency) },
    service: { events: sum(window.service.latency, higher + 1), requests: sum(window.service.latency) },
  };
}

/** The quantile in milliseconds, from above, to a bucket's width; `null` where nothing was counted. */
export function quantileMs(latency: readonly number[], share: number): number | null {
  const bucket = quantileBucket(latency, share);
  return bucket === undefined ? null : fineBound(bucket);
}

function quantileBucket(latency: readonly number[], share: number): number | undefined {
  const wanted = sum(latency) * share;
  if (wanted === 0) return undefined;
  let below = 0;
  for (const [bucket, count] of latency.entries()) {
    below += count;
    if (below >= wanted) return bucket;
  }
  return latency.length - 1;
}

function sum(counts: readonly number[], from = 0): number {
  let total = 0;
  for (let index = from; index < counts.length; index++) total += counts[index] ?? 0;
  return total;
}
