import type { OverlapTable } from './overlap-table.ts';

const pairs = (n: number) => (n * (n - 1)) / 2;
const pairsIn = (sizes: readonly number[]) => sizes.reduce((sum, n) => sum + pairs(n), 0);

/** Adjusted Rand index (Hubert and Arabie 1985), up to 1, 0 by chance; higher is better. */
export function adjustedRand({ total, left, right, cells }: OverlapTable): number {
  const both = cells.reduce((sum, row) => sum + pairsIn(row), 0);
  const a = pairsIn(left);
  const b = pairsIn(right);
  if (a === b && both === a) return 1;
  const expected = (a * b) / pairs(total);
  return (both - expected) / ((a + b) / 2 - expected);
}

/** F1 over the pairs that are put together, 0 to 1; higher is better. */
export function pairF1({ left, right, cells }: OverlapTable): number {
  const both = cells.reduce((sum, row) => sum + pairsIn(row), 0);
  const either = pairsIn(left) + pairsIn(right);
  return either === 0 ? 1 : (2 * both) / either;
}
