import { FINE_BUCKETS, fineBucket } from './fine-latency.ts';

/** Upper bounds of the latency buckets in seconds: those of OpenTelemetry's HTTP conventions. */
export const LATENCY_BOUNDS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** The methods that are counted by name; all others are `OTHER`, so that clients cannot make series. */
export const COUNTED_METHODS: readonly string[] = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'OTHER',
];

const CLASSES = 6;
const METHOD_INDEX = new Map(COUNTED_METHODS.map((method, index) => [method, index]));

/** What is counted for one route on one side. Plain numbers, found once at reload: no label is built for a request. */
export class RouteStats {
  /** Requests by method (rows of `COUNTED_METHODS`) and status class (0 for none, 1xx to 5xx). */
  readonly requests = new Float64Array(COUNTED_METHODS.length * CLASSES);
  readonly latency = new Float64Array(LATENCY_BOUNDS.length + 1);
  /** Latencies in fine buckets; only where gates compare them. */
  fine: Uint32Array | undefined;
  latencySum = 0;
  inFlight = 0;
  aborted = 0;
  bytesIn = 0;
  bytesOut = 0;
  retries = 0;
  fallbacks = 0;

  /** `milliseconds` from the first byte of the request to the last of the answer. */
  count(method: string, status: number, milliseconds: number): void {
    const row = METHOD_INDEX.get(method) ?? COUNTED_METHODS.length - 1;
    const column = status >= 100 && status < 600 ? Math.floor(status / 100) : 0;
    this.requests[row * CLASSES + column] = (this.requests[row * CLASSES + column] ?? 0) + 1;
    const seconds = milliseconds / 1000;
    const bucket = latencyBucket(seconds);
    this.latency[bucket] = (this.latency[bucket] ?? 0) + 1;
    this.latencySum += seconds;
  }

  /** From now on latencies are counted in fine buckets too. */
  watchClosely(): void {
    this.fine ??= new Uint32Array(FINE_BUCKETS);
  }

  /** Counts a latency where gates compare them: of answers that are this side's own. */
  time(milliseconds: number): void {
    if (this.fine === undefined) return;
    const bucket = fineBucket(milliseconds);
    this.fine[bucket] = (this.fine[bucket] as number) + 1;
  }
}

/** The index of the bucket of `LATENCY_BOUNDS` that holds it; the last one has no bound. */
export function latencyBucket(seconds: number): number {
  let bucket = 0;
  while (bucket < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[bucket] as number)) bucket++;
  return bucket;
}
