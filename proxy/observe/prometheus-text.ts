import { LATENCY_BOUNDS } from './route-stats.ts';

/** The two lines before the series of a metric. */
export function head(
  lines: string[],
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
): void {
  lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
}

interface Histogram {
  readonly labels: string;
  /** Counts by bucket of `LATENCY_BOUNDS`. */
  readonly latency: readonly number[];
  /** Seconds. */
  readonly latencySum: number;
}

const BOUNDS: readonly string[] = LATENCY_BOUNDS.map((bound) => `${bound}"} `);

/** The series of one histogram; none where nothing was counted. */
export function pushHistogram(
  lines: string[],
  name: string,
  { labels, latency, latencySum }: Histogram,
): void {
  let total = 0;
  for (let index = 0; index < latency.length; index++) total += latency[index] ?? 0;
  if (total === 0) return;
  const bucket = `${name}_bucket{${labels},le="`;
  let below = 0;
  // Ten thousand routes have 300,000 of these lines: no list and no pair is made for one.
  for (let index = 0; index < BOUNDS.length; index++) {
    below += latency[index] ?? 0;
    lines.push(bucket + BOUNDS[index] + below);
  }
  lines.push(`${bucket}+Inf"} ${total}`);
  lines.push(`${name}_sum{${labels}} ${latencySum}`, `${name}_count{${labels}} ${total}`);
}
