import type { Row } from '../rows/row.ts';
import { fit, widthOf } from './fit.ts';
import type { Theme } from './theme.ts';
import { count } from '../../../words/count.ts';

export interface PanelInput {
  readonly title: string;
  /** Stands right in the upper border: a count, a filter. */
  readonly note: string;
  readonly rows: readonly Row[];
  readonly cursor: number;
  readonly marked: ReadonlySet<string>;
  readonly hasFocus: boolean;
  readonly width: number;
  readonly height: number;
  /** Said where there are no rows. */
  readonly empty: string;
}

/** A framed list, of which only the rows that are seen are drawn: exactly `height` lines of `width` columns. */
export function drawPanel(input: PanelInput, theme: Theme): string[] {
  const { rows, width, height, hasFocus } = input;
  const inside = width - 2;
  const room = height - 2;
  const first = firstSeen(input.cursor, rows.length, room);
  const seen = rows.slice(first, first + room);
  const side = theme.border('│', hasFocus);
  const lines = seen.map((row, i) =>
    drawRow(row, { ...input, width: inside, isCursor: first + i === input.cursor }, theme),
  );
  if (rows.length === 0 && room > 0) lines.push(theme.paint('dim', fit(` ${input.empty}`, inside)));
  while (lines.length < room) lines.push(' '.repeat(inside));
  return [
    topBorder(input, theme),
    ...lines.map((line) => side + line + side),
    bottomBorder(input, first, theme),
  ];
}

/** Keeps the cursor a little away from the edges, so that one sees what comes. */
function firstSeen(cursor: number, rows: number, room: number): number {
  return Math.max(0, Math.min(rows - room, cursor - Math.floor(room / 2)));
}

interface RowInput {
  readonly width: number;
  readonly isCursor: boolean;
  readonly hasFocus: boolean;
  readonly marked: ReadonlySet<string>;
}

function drawRow(row: Row, { width, isCursor, hasFocus, marked }: RowInput, theme: Theme): string {
  const pointer = isCursor ? '▸' : ' ';
  const mark = marked.has(row.key) ? '●' : pointer;
  const cells = row.cells(width - 1);
  if (isCursor) return theme.cursor(fit(mark + cells.map(({ text }) => text).join(''), width), hasFocus);
  const drawn = cells.map(({ text, role }) => theme.paint(role, text)).join('');
  const used = cells.reduce((sum, { text }) => sum + widthOf(text), 0);
  return (
    theme.paint(marked.has(row.key) ? 'accent' : undefined, mark) +
    drawn +
    ' '.repeat(Math.max(0, width - 1 - used))
  );
}

function topBorder({ title, note, width, hasFocus }: PanelInput, theme: Theme): string {
  const right = note === '' ? '' : ` ${note} `;
  const left = fit(` ${title} `, Math.min(widthOf(title) + 2, width - 4));
  const rest = Math.max(0, width - 4 - widthOf(left) - widthOf(right));
  const shown = widthOf(left) + widthOf(right) + 4 > width ? '' : right;
  const line = rest + (shown === right ? 0 : widthOf(right));
  return (
    theme.border('┌─', hasFocus) +
    (hasFocus ? theme.paint('strong', left) : left) +
    theme.border('─'.repeat(shown === '' ? width - 4 - widthOf(left) : line), hasFocus) +
    theme.paint('dim', shown) +
    theme.border('─┐', hasFocus)
  );
}

function bottomBorder(
  { rows, cursor, width, height, hasFocus }: PanelInput,
  first: number,
  theme: Theme,
): string {
  const hasMore = rows.length > height - 2;
  const more = hasMore ? ` ${count(Math.min(cursor + 1, rows.length))} of ${count(rows.length)} ` : '';
  const arrows = hasMore ? `${first > 0 ? '↑' : ' '}${first + height - 2 < rows.length ? '↓' : ' '}` : '';
  const text = `${more}${arrows === '' ? '' : `${arrows} `}`;
  const shown = widthOf(text) + 3 > width ? '' : text;
  return (
    theme.border(`└${'─'.repeat(width - 3 - widthOf(shown))}`, hasFocus) +
    theme.paint('dim', shown) +
    theme.border('─┘', hasFocus)
  );
}
