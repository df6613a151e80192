import type { Verdict } from '../../../analyzer/model/analysis.ts';
import { markdownTable } from '../escape/markdown-table.ts';
import type { System } from '../system/system.ts';

/** The verdict as a sentence. */
export function adviceOf(advice: Verdict['advice']): string {
  return ADVICE[advice] ?? 'No verdict.';
}

const ADVICE: Readonly<Record<string, string>> = {
  split: 'Split it: the parts are there.',
  'modularise-first': 'Modularise it first: there are parts, but too much crosses between them.',
  'leave-it': 'Leave it whole: no split pays here.',
};

/** The scores that a reviewer asks for, beside those of doing nothing and of the folders. */
export function scoreLines({ metrics, baselines, services }: System): string[] {
  const others = Object.entries(baselines).filter(([name]) => Object.hasOwn(TITLES, name));
  const rows = SCORES.filter(([key]) => metrics[key] !== undefined).map(([key, title]) => [
    title,
    written(metrics[key]),
    ...others.map(([, scores]) => written(scores[key])),
  ]);
  if (services.length === 0) return [];
  return markdownTable(['score', 'proposed #', ...others.map(([name]) => `${TITLES[name]} #`)], rows);
}

const TITLES: Readonly<Record<string, string>> = { 'do-nothing': 'one service', folders: 'by folders' };

/** Names and directions as in docs/scores.md. */
const SCORES: readonly (readonly [key: string, title: string])[] = [
  ['services', 'services'],
  ['largestShare', 'share of the largest (less is better)'],
  ['modularity', 'modularity (more is better)'],
  ['crossingPairs', 'module pairs that cross (less is better)'],
  ['cycles', 'cycles of services (less is better)'],
  ['contestedTables', 'tables with several writers (less is better)'],
  ['cutTransactions', 'transactions that span services (less is better)'],
  ['lockstep', 'commits that touch several services (less is better)'],
];

function written(score: number | undefined): string {
  if (score === undefined) return '–';
  return Number.isInteger(score) ? String(score) : score.toFixed(2);
}
