import { label } from '../text/escape/label.ts';
import type { Comparison } from './comparison.ts';
import { comparisonHeadline } from './comparison-headline.ts';
import { type ComparisonTable, comparisonTables } from './comparison-tables.ts';
import { count } from '../../words/count.ts';

const MOST_ROWS = 20;
const WIDEST = 48;

/** A comparison for a terminal of 80 columns; long parts are cut, with a count of the rest. */
export function renderComparisonText(comparison: Comparison): string {
  const lines = [
    comparisonHeadline(comparison),
    ...comparisonTables(comparison).flatMap((table) => ['', table.title, ...rowsOf(table)]),
  ];
  return `${lines.join('\n')}\n`;
}

function rowsOf({ rows }: ComparisonTable): string[] {
  const shown = rows.slice(0, MOST_ROWS).map((cells) => cells.map((cell) => label(cell, WIDEST)));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((cells) => widthOf(cells[column] ?? ''))),
  );
  const lines = shown.map((cells) =>
    `  ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  ')}`.trimEnd(),
  );
  return rows.length > MOST_ROWS ? [...lines, `  … and ${count(rows.length - MOST_ROWS)} more`] : lines;
}

/** In characters; names wider than one column each (East Asian) may step out of their column. */
function widthOf(text: string): number {
  return Array.from(text).length;
}
