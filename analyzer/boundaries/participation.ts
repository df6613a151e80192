import type { Rows } from '../graph/dependency-rows.ts';
import type { Partition } from './partition.ts';

/**
 * How evenly the neighbours of `v` spread over communities: 1 − Σ_c (share of c)² (Guimerà and Amaral
 * 2005). 0 where all are in one, towards 1 where they are everywhere.
 */
export function participation(rows: readonly Rows[], partition: Partition, v: number): Spread {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { offsets, targets } of rows)
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const community = partition[targets[i]!]!;
      if (community < 0) continue;
      counts.set(community, (counts.get(community) ?? 0) + 1);
      total++;
    }
  let even = 1;
  for (const count of counts.values()) even -= (count / total) ** 2;
  return { participation: total === 0 ? 0 : even, communities: counts.size, total };
}

export interface Spread {
  readonly participation: number;
  /** Communities touched. */
  readonly communities: number;
  /** Neighbours counted. */
  readonly total: number;
}
