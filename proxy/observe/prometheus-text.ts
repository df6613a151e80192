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

/** The series of one histogram; none where nothing was counted. */
export function pushHistogram(
  lines: string[],
  name: string,
  { labels, latency, latencySum }: Histogram,
): void {
  const total = latency.reduce((sum, count) => sum + count, 0);
  if (total === 0) return;
  let below = 0;
  for (const [index, bound] of LATENCY_BOUNDS.entries()) {
    below += latency[index] ?? 0;
    lines.push(`${name}_bucket{${labels},le="${bound}"} ${below}`);
  }
  lines.push(`${name}_bucket{${labels},le="+Inf"} ${total}`);
  lines.push(`${name}_sum{${labels}} ${latencySum}`, `${name}_count{${labels}} ${total}`);
}
