import type { CauseRecord, DivergenceSample, RouteDivergences } from '../../proxy/model/divergence.ts';
import { printable } from '../printable.ts';
import { padStart, shorten, wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';

const WIDTH = 80;
/** Samples that are shown without being asked for: one of each of the most frequent. */
const SHOWN = 3;

export interface RenderOptions {
  /** Every sample of every cause, with what is around. */
  readonly samples: boolean;
}

/** Causes by weight, noise apart, and what both sides answered. */
export function renderDivergences(page: RouteDivergences, { samples }: RenderOptions): string {
  const real = page.causes.filter(({ verdict }) => verdict === 'divergence');
  const noise = page.causes.filter(({ verdict }) => verdict === 'noise');
  const lines = [...summary(page), ''];
  if (real.length > 0) lines.push(...listing(real), '');
  if (page.unlisted > 0) lines.push(`and ${plural(page.unlisted, 'difference')} of other causes`, '');
  if (noise.length > 0) lines.push('noise (the monolith differs from itself here):', ...listing(noise), '');
  for (const cause of samples ? real : real.slice(0, SHOWN)) {
    lines.push(...renderSamples(cause, samples));
  }
  if (!samples && real.length > 0) lines.push('all samples with what is around: --samples');
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Ids come from paths and may fill a line by themselves; they are never cut, since they are copied from here. */
function summary({ route, since, compared, diverged, noisy }: RouteDivergences): string[] {
  if (compared === 0) return oneOrTwo(route, 'nothing compared yet');
  const share = ` (${percent(diverged / compared)})`;
  const alike = noisy === 0 ? '' : `, ${count(noisy)} only in noise`;
  return oneOrTwo(
    route,
    `${count(compared)} compared since ${minute(since)}, ${count(diverged)} differ${share}${alike}`,
  );
}

function oneOrTwo(route: string, text: string): string[] {
  const line = `${route}: ${text}`;
  return line.length <= WIDTH ? [line] : [`${route}:`, ...wrap(text, WIDTH - 2).map((part) => `  ${part}`)];
}

function percent(share: number): string {
  if (share === 0) return '0 %';
  return share < 0.0001 ? 'under 0.01 %' : `${Number((share * 100).toPrecision(3))} %`;
}

function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function listing(causes: readonly CauseRecord[]): string[] {
  return causes.map((cause) => {
    const text = shorten(printable(cause.text), WIDTH - 31);
    return `${padStart(count(cause.count), 9)}  ${minute(cause.lastSeen)}  ${text}`;
  });
}

function renderSamples(cause: CauseRecord, all: boolean): string[] {
  const shown = all ? cause.samples : cause.samples.slice(0, 1);
  const head = `${shorten(printable(cause.text), WIDTH - 16)}  ${cause.id}`;
  return shown.length === 0
    ? []
    : [
        head,
        ...shown.flatMap((sample) => [...renderSample(sample, cause), ...(all ? around(sample) : [])]),
        '',
      ];
}

function renderSample(sample: DivergenceSample, { part }: CauseRecord): string[] {
  const lines = [`  ${shorten(printable(sample.request), WIDTH - 2)}`];
  if (part === 'body' && sample.place !== '') lines.push(`  ${shorten(printable(sample.place), WIDTH - 2)}`);
  if (part === 'answer') return lines;
  lines.push(`    monolith  ${shorten(printable(sample.expected) || '(nothing)', WIDTH - 14)}`);
  lines.push(`    service   ${shorten(printable(sample.actual) || '(nothing)', WIDTH - 14)}`);
  return lines;
}

function around({ requestId, at, monolith, service }: DivergenceSample): string[] {
  const lines = [`  request ${printable(requestId)} at ${at}`];
  for (const [name, answer] of [
    ['monolith', monolith],
    ['service', service],
  ] as const) {
    lines.push(
      `  ${name}: ${answer.status === 0 ? 'no answer' : `${answer.status}, ${count(answer.bytes)} bytes`}`,
    );
    lines.push(...answer.headers.map((header) => `    ${printable(header)}`));
    lines.push(...answer.excerpt.split('\n').map((line) => `    ${printable(line)}`));
  }
  return lines;
}
