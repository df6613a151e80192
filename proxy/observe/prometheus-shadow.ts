import type { ShadowCounts } from '../model/shadow-counts.ts';
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

interface Labelled {
  readonly labels: string;
  readonly shadow: ShadowCounts;
}

/** What mirroring did; nothing for routes that are not mirrored. */
export function renderShadow(lines: string[], { routes }: Snapshot): void {
  const shadows = Object.entries(routes).map(([route, { shadow }]): Labelled => ({
    labels: `route="${route}"`,
    shadow,
  }));
  renderCounters(lines, shadows);
  renderDropped(lines, shadows);
  renderAnswers(lines, shadows);
}

function renderCounters(lines: string[], shadows: readonly Labelled[]): void {
  for (const [name, key, help] of COUNTERS) {
    head(lines, name, 'counter', help);
    for (const { labels, shadow } of shadows) {
      if (shadow[key] !== 0) lines.push(`${name}{${labels}} ${shadow[key]}`);
    }
  }
}

function renderDropped(lines: string[], shadows: readonly Labelled[]): void {
  const name = 'banyan_shadow_dropped_total';
  head(lines, name, 'counter', 'Sampled requests that were not compared.');
  for (const { labels, shadow } of shadows) {
    for (const reason of DROP_REASONS) {
      const count = shadow.dropped[reason];
      if (count !== 0) lines.push(`${name}{${labels},reason="${reason}"} ${count}`);
    }
  }
}

function renderAnswers(lines: string[], shadows: readonly Labelled[]): void {
  const name = 'banyan_shadow_answers_total';
  head(lines, name, 'counter', 'Answers of the service to copies, by status class.');
  for (const { labels, shadow } of shadows) {
    for (const [index, count] of shadow.statuses.entries()) {
      if (count !== 0) lines.push(`${name}{${labels},code="${CLASSES[index]}"} ${count}`);
    }
  }
  const duration = 'banyan_shadow_duration_seconds';
  head(lines, duration, 'histogram', 'From a copy sent to the last byte of its answer.');
  for (const { labels, shadow } of shadows) pushHistogram(lines, duration, { labels, ...shadow });
}
