import { countOf, type Partition } from './partition.ts';

/**
 * Normalised variation of information of two partitions of the same nodes (Meilă 2007): VI / ln n, from
 * 0 (equal) to 1; lower is closer.
 */
export function partitionDistance(a: Partition, b: Partition): number {
  const n = a.length;
  if (n < 2) return 0;
  const joint = new Map<number, number>();
  const width = countOf(b);
  for (let v = 0; v < n; v++) {
    const cell = a[v]! * width + b[v]!;
    joint.set(cell, (joint.get(cell) ?? 0) + 1);
  }
  let jointEntropy = 0;
  for (const count of joint.values()) jointEntropy -= (count / n) * Math.log(count / n);
  return Math.max(0, (2 * jointEntropy - entropy(a) - entropy(b)) / Math.log(n));
}

function entropy(partition: Partition): number {
  const counts = new Float64Array(countOf(partition));
  for (const community of partition) counts[community] = counts[community]! + 1;
  let sum = 0;
  for (const count of counts)
    if (count > 0) sum -= (count / partition.length) * Math.log(count / partition.length);
  return sum;
}
