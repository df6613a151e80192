import type { Frame } from '../draw/frame.ts';

/** The lines of a whole frame. */
export function joinColumns({ score, columns, footer }: Frame): string[] {
  const [first = [], ...others] = columns;
  return [
    score,
    ...first.map((line, i) => line + others.map((column) => column[i] ?? '').join('')),
    ...footer,
  ];
}
