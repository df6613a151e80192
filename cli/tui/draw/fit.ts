import stringWidth from 'string-width';
import { shorten } from '../../text/layout.ts';

const ascii = /^[\u0020-\u007e]*$/u;

/** Columns that a text takes; most names are ASCII, which needs no table. */
export function widthOf(text: string): number {
  return ascii.test(text) ? text.length : stringWidth(text);
}

/** Exactly `width` columns: padded, or with its middle cut out. */
export function fit(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const cut = widthOf(text) <= width ? text : shorten(text, width);
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return side === 'left' ? cut + space : space + cut;
}

/** Exactly `width` columns: padded, or with its end cut off, for sentences. */
export function clip(text: string, width: number): string {
  if (width <= 0) return '';
  if (widthOf(text) <= width) return fit(text, width);
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(kept + segment) > width - 1) break;
    kept += segment;
  }
  return fit(`${kept}…`, width);
}
