import type { OverlapTable } from './overlap-table.ts';

/**
 * Adjusted mutual information (Vinh, Epps and Bailey 2010) with the mean of the entropies, up to 1, 0 by chance;
 * higher is better.
 */
export function adjustedMutualInformation(table: OverlapTable): number {
  const { total, left, right } = table;
  const entropies = (entropyOf(left, total) + entropyOf(right, total)) / 2;
  const expected = expectedInformation(table);
  const spread = entropies - expected;
  return Math.abs(spread) < 1e-12 ? 1 : (mutualInformation(table) - expected) / spread;
}

function entropyOf(sizes: readonly number[], total: number): number {
  return -sizes.reduce((sum, n) => sum + (n / total) * Math.log(n / total), 0);
}

function mutualInformation({ total, left, right, cells }: OverlapTable): number {
  let sum = 0;
  for (const [i, row] of cells.entries())
    for (const [j, n] of row.entries())
      if (n > 0) sum += (n / total) * Math.log((total * n) / (left[i]! * right[j]!));
  return sum;
}

/** Under the hypergeometric model: both partitions keep their sizes, their elements are dealt at random. */
function expectedInformation({ total, left, right }: OverlapTable): number {
  const logFactorial = logFactorials(total);
  let sum = 0;
  for (const a of left)
    for (const b of right)
      for (let n = Math.max(1, a + b - total); n <= Math.min(a, b); n++) {
        const chance =
          logFactorial[a]! + logFactorial[b]! + logFactorial[total - a]! + logFactorial[total - b]!;
        const ways =
          logFactorial[total]! +
          logFactorial[n]! +
          logFactorial[a - n]! +
          logFactorial[b - n]! +
          logFactorial[total - a - b + n]!;
        sum += (n / total) * Math.log((total * n) / (a * b)) * Math.exp(chance - ways);
      }
  return sum;
}

function logFactorials(most: number): Float64Array {
  const result = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) result[n] = result[n - 1]! + Math.log(n);
  return result;
}
