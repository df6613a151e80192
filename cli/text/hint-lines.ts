import { wrap } from './layout.ts';

/** A hint within `width`; where it does not fit, the command after its last colon has a line of its own and is never broken, so that it can be copied. */
export function hintLines(hint: string, width: number): string[] {
  const colon = hint.lastIndexOf(': ');
  if (hint.length <= width || colon < 0) return wrap(hint, width);
  return [...wrap(hint.slice(0, colon + 1), width), `  ${hint.slice(colon + 2)}`];
}
