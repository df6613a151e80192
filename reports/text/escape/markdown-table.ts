import { count } from '../../../words/count.ts';
/** GitHub cuts a comment at 65,536 characters, and nobody reads a longer table. */
const MOST_ROWS = 40;

/** A table of cells that are already Markdown; long ones end with a count of what is left out. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most = MOST_ROWS,
): string[] {
  if (rows.length === 0) return [];
  const align = head.map((title) => (title.endsWith('#') ? '---:' : '---'));
  return [
    `| ${head.map((title) => title.replace(/ ?#$/, '')).join(' | ')} |`,
    `| ${align.join(' | ')} |`,
    ...rows.slice(0, most).map((cells) => `| ${cells.join(' | ')} |`),
    ...(rows.length > most ? ['', `… and ${count(rows.length - most)} more.`] : []),
  ];
}

/** A few names in one cell. */
export function few(names: readonly string[], show: (name: string) => string, most = 4): string {
  const shown = names.slice(0, most).map(show).join(', ');
  return names.length > most ? `${shown} and ${count(names.length - most)} more` : shown;
}
