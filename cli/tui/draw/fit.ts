import stringWidth from 'string-width';
import { shorten } from '../../text/layout.ts';

/** ASCII, Latin letters, and what our own rows are drawn with: one column each, `⚠` too, which string-width takes for a picture. */
const NARROW = /^[\u0020-\u007e\u00c0-\u024f─│┌┐└┘━█░▸▾●○→↑↓−…·✓⚠]*$/u;

/** Columns that a text takes; most names need no table. */
export function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** Exactly `width` columns: padded, or with its middle cut out. */
export function fit(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const cut = widthOf(text) <= width ? text : shortened(text, width);
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return side === 'left' ? cut + space : space + cut;
}

/** What `shorten` gives, without asking the width of each character of a name that has only narrow ones. */
function shortened(text: string, width: number): string {
  if (!NARROW.test(text)) return shorten(text, width);
  const tail = Math.ceil((width - 1) * 0.6);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** Exactly `width` columns: padded, or with its end cut off, for sentences. */
export function clip(text: string, width: number): string {
  if (width <= 0) return '';
  // A circle of a hundred services is one text; nothing is that much narrower than its characters.
  const start = text.length > FAR * width ? text.slice(0, FAR * width) : text;
  if (start === text && widthOf(text) <= width) return fit(text, width);
  if (NARROW.test(start)) return `${start.slice(0, width - 1)}…`;
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTS.segment(start)) {
    used += widthOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return fit(`${kept}…`, width);
}

const FAR = 20;
const SEGMENTS = new Intl.Segmenter();
