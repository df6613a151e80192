import { markdownTable } from '../text/escape/markdown-table.ts';
import { markdownText } from '../text/escape/markdown-text.ts';
import type { Comparison } from './comparison.ts';
import { comparisonHeadline } from './comparison-headline.ts';
import { comparisonTables } from './comparison-tables.ts';

/** A comparison for a pull request: the headline, then a table for each part that changed. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const lines = [
    '## Since the older analysis',
    '',
    `**${comparisonHeadline(comparison)}**`,
    ...comparisonTables(comparison).flatMap(({ title, head, rows }) => [
      '',
      `### ${title}`,
      '',
      ...markdownTable(
        head,
        rows.map((cells) => cells.map((cell) => markdownText(cell, 120))),
      ),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
