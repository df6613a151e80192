/** Buckets a doubling: each is 5.9 % wide. The gates of a rollout compare quantiles, for which decades are too coarse. */
const PER_DOUBLING = 12;
/** Milliseconds; all that is quicker is in the first bucket. */
const LEAST = 0.1;
/** 20 doublings: up to 105 seconds. */
export const FINE_BUCKETS = 240;

export function fineBucket(milliseconds: number): number {
  if (milliseconds <= LEAST) return 0;
  return Math.min(FINE_BUCKETS - 1, Math.ceil(Math.log2(milliseconds / LEAST) * PER_DOUBLING));
}

/** Upper bound of a bucket, in milliseconds. */
export function fineBound(bucket: number): number {
  return LEAST * 2 ** (bucket / PER_DOUBLING);
}

/** How many buckets up a latency is that is `ratio` times as long. */
export function bucketsOfRatio(ratio: number): number {
  return Math.round(Math.log2(ratio) * PER_DOUBLING);
}
