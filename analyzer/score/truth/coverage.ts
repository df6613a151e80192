import type { OverlapTable } from './overlap-table.ts';

/**
 * C2C (ASE 2024 tool study), 0 to 100; higher is better: the share of found services that overlap some true one by
 * more than `share` of the larger of the two.
 */
export function foundCoverage({ left, right, cells }: OverlapTable, share: number): number {
  const covered = cells.filter((row, i) =>
    row.some((n, j) => n / Math.max(left[i]!, right[j]!) > share),
  ).length;
  return (100 * covered) / Math.max(1, left.length);
}

/** The same the other way: the share of true services that some found one covers. */
export function trueCoverage({ left, right, cells }: OverlapTable, share: number): number {
  const covered = right.filter((size, j) =>
    cells.some((row, i) => row[j]! / Math.max(left[i]!, size) > share),
  ).length;
  return (100 * covered) / Math.max(1, right.length);
}
