import type { Box } from './camera.ts';

/** Remembers where labels are, so that no two overlap. */
export class LabelSpace {
  readonly #taken: Box[] = [];

  /** Takes the place if it is free. */
  take(box: Box): boolean {
    if (this.#taken.some((other) => overlaps(box, other))) return false;
    this.#taken.push(box);
    return true;
  }
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** The text, cut at its end until it fits. */
export function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = Math.min(text.length, Math.floor(width / 4));
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length <= 1 ? '' : `${text.slice(0, length)}…`;
}
