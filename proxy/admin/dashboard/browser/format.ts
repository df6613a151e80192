import type { Stage } from '../../../model/route.ts';
import { count } from '../../../../words/count.ts';

const NONE = '–';

/** Requests a second: two digits that say something. */
export function rateText(perSecond: number): string {
  if (perSecond === 0) return '0';
  return perSecond >= 10 ? count(perSecond) : perSecond.toFixed(1);
}

/** `share` is a fraction; nothing to divide gives a dash. */
export function percentText(share: number | null): string {
  if (share === null) return NONE;
  if (share === 0) return '0 %';
  const percent = share * 100;
  return `${percent >= 10 ? percent.toFixed(0) : percent >= 0.1 ? percent.toFixed(1) : '<0.1'} %`;
}

export function millisecondsText(milliseconds: number | null): string {
  if (milliseconds === null) return NONE;
  if (milliseconds >= 10_000) return `${count(milliseconds / 1000)} s`;
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds >= 10 ? milliseconds.toFixed(0) : milliseconds.toFixed(1)} ms`;
}

export function standingText({
  stage,
  percent,
}: {
  readonly stage: Stage;
  readonly percent: number;
}): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}

/** An instant as the reader's own clock shows it. */
export function timeText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString();
}

export function bytesText(bytes: number): string {
  return `${count(bytes / 1_048_576)} MB`;
}
