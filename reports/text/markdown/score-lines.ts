import type { ScoreView } from '../../model/report.ts';
import { markdownTable } from '../escape/markdown-table.ts';
import type { System } from '../system/system.ts';
import { count } from '../../../words/count.ts';

/** The scores that a reviewer asks for, with their direction, beside those of doing nothing and of the folders. */
export function scoreLines({ scores, services }: System): string[] {
  if (services.length === 0) return [];
  const shown = scores.filter(({ name }) => SHOWN.has(name));
  const columns = COLUMNS.filter(([, of]) => shown.some((score) => of(score) !== undefined));
  return markdownTable(
    ['score', ...columns.map(([title]) => `${title} #`)],
    shown.map((score) => [
      `${score.label}${ARROWS[score.better]}`,
      ...columns.map(([, of]) => written(of(score))),
    ]),
  );
}

const COLUMNS: readonly (readonly [title: string, of: (score: ScoreView) => number | undefined])[] = [
  ['proposed', ({ value }) => value],
  ['one service', ({ doNothing }) => doNothing],
  ['by folders', ({ folders }) => folders],
];

const SHOWN = new Set([
  'services',
  'largestShare',
  'modularity',
  'crossingPairs',
  'cycles',
  'contestedTables',
  'cutTransactions',
  'lockstep',
]);

const ARROWS = { lower: ' (less is better)', higher: ' (more is better)', neither: '' } as const;

function written(score: number | undefined): string {
  if (score === undefined) return '–';
  return Number.isInteger(score) ? count(score) : score.toFixed(2);
}
