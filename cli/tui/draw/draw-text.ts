import { printable } from '../../printable.ts';
import type { Role } from '../rows/row.ts';
import { clip, fit, widthOf } from './fit.ts';
import type { Theme } from './theme.ts';
import { count } from '../../../words/count.ts';

export interface TextInput {
  readonly title: string;
  readonly lines: readonly string[];
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
}

/** Framed text; lines of a patch have their colours. */
export function drawText({ title, lines, scroll, width, height }: TextInput, theme: Theme): string[] {
  const inside = width - 2;
  const room = height - 2;
  const first = Math.max(0, Math.min(scroll, lines.length - room));
  const side = theme.border('│', false);
  const body = lines
    .slice(first, first + room)
    .map((line) => theme.paint(roleOf(line), ` ${clip(printable(line), inside - 1)}`));
  while (body.length < room) body.push(' '.repeat(inside));
  const more =
    lines.length > room ? ` ${count(Math.min(lines.length, first + room))} of ${count(lines.length)} ` : '';
  const name = fit(` ${title} `, Math.min(widthOf(title) + 2, width - 4));
  return [
    theme.border('┌─', false) +
      theme.paint('strong', name) +
      theme.border(`${'─'.repeat(width - 3 - widthOf(name))}┐`, false),
    ...body.map((line) => side + line + side),
    theme.border(`└${'─'.repeat(Math.max(0, width - 3 - more.length))}`, false) +
      theme.paint('dim', more) +
      theme.border('─┘', false),
  ];
}

function roleOf(line: string): Role | undefined {
  if (line.startsWith('+') && !line.startsWith('+++')) return 'good';
  if (line.startsWith('-') && !line.startsWith('---')) return 'bad';
  return line.startsWith('@@') ? 'accent' : undefined;
}
