import { head, pushHistogram } from './prometheus-text.ts';
import { DROP_REASONS } from './shadow-stats.ts';
import type { Snapshot } from './snapshot.ts';

const COUNTERS = [
  ['banyan_shadow_mirrored_total', 'mirrored', 'Copies of requests sent to the service.'],
  ['banyan_shadow_compared_total', 'compared', 'Pairs of answers that were compared.'],
  ['banyan_shadow_diverged_total', 'diverged', 'Compared pairs that differ for a reason that is not noise.'],
  [
    'banyan_shadow_noisy_total',
    'noisy',
    'Compared pairs that differ only where the monolith differs from itself.',
  ],
  ['banyan_shadow_repeated_total', 'repeated', 'Requests sent to the monolith again to learn its noise.'],
] as const;

const CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];

/** What mirroring did; nothing for routes that are not mirrored. */
export function renderShadow(lines: string[], { routes }: Snapshot): void {
  const shadows = Object.entries(routes).map(([route, { shadow }]) => ({
    labels: `route="${route}"`,
    shadow,
  }));
  for (const [name, key, help] of COUNTERS) {
    head(lines, name, 'counter', help);
    for (const { labels, shadow } of shadows) {
      if (shadow[key] !== 0) lines.push(`${name}{${labels}} ${shadow[key]}`);
    }
  }
  head(lines, 'banyan_shadow_dropped_total', 'counter', 'Sampled requests that were not compared.');
  for (const { labels, shadow } of shadows) {
    for (const reason of DROP_REASONS) {
      const count = shadow.dropped[reason];
      if (count !== 0) lines.push(`banyan_shadow_dropped_total{${labels},reason="${reason}"} ${count}`);
    }
  }
  head(lines, 'banyan_shadow_answers_total', 'counter', 'Answers of the service to copies, by status class.');
  for (const { labels, shadow } of shadows) {
    for (const [index, count] of shadow.statuses.entries()) {
      if (count !== 0) lines.push(`banyan_shadow_answers_total{${labels},code="${CLASSES[index]}"} ${count}`);
    }
  }
  const duration = 'banyan_shadow_duration_seconds';
  head(lines, duration, 'histogram', 'From a copy sent to the last byte of its answer.');
  for (const { labels, shadow } of shadows) pushHistogram(lines, duration, { labels, ...shadow });
}
