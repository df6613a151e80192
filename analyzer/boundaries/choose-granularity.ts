import type { Candidate } from './ensemble.ts';
import type { ExpectedServices } from './expected-services.ts';
import type { Partition } from './partition.ts';
import { partitionDistance } from './partition-distance.ts';

/** How much a cut loses for each e-fold that its number of services is off; the guess from size alone is weak. */
const distanceCost = { resources: 0.2, size: 0.15 } as const;
/** One service with more than this of all modules is not a split. */
const largestShare = 0.65;
/** Cuts that lose no more than this share of the best one's quality are as good; the steadiest of them is taken. */
const toleratedLoss = 0.005;
const shortlisted = 3;

/** Tells how steady a cut is; `affordable` is how many cuts may be looked at so closely. */
export interface Resampling {
  readonly affordable: number;
  readonly resample: (candidate: Candidate) => readonly Partition[];
}

/** A cut with the cuts of resampled graphs that tell how steady it is. */
export interface Chosen extends Candidate {
  readonly resampled: readonly Partition[];
}

/**
 * The cut with the best balance of quality and a number of services near the expected one; of those that
 * balance as well, the one that changes least under resampling.
 */
export function chooseGranularity(
  candidates: readonly Candidate[],
  expected: ExpectedServices,
  { affordable, resample }: Resampling,
): Chosen {
  const usable = candidates.filter((c) => c.services >= 2 && c.largestShare <= largestShare);
  const ranked = (usable.length > 0 ? usable : candidates)
    .map((candidate) => ({ candidate, balance: balanceOf(candidate, expected) }))
    .sort((a, b) => b.balance - a.balance || a.candidate.resolution - b.candidate.resolution);
  const least = ranked[0]!.balance - toleratedLoss * Math.abs(ranked[0]!.candidate.quality);
  const steady = ranked
    .filter(({ balance }) => balance >= least)
    .slice(0, Math.min(shortlisted, affordable))
    .map(({ candidate }) => ({ ...candidate, resampled: resample(candidate) }));
  return steady.reduce((best, one) => (instability(one) < instability(best) ? one : best));
}

function balanceOf({ quality, services }: Candidate, expected: ExpectedServices): number {
  const distance = Math.abs(Math.log(Math.max(1, services) / expected.count));
  return quality - distanceCost[expected.source] * distance;
}

/** Mean distance to the same cut of resampled graphs, 0 to 1; lower is steadier. */
function instability({ partition, resampled }: Chosen): number {
  const sum = resampled.reduce((total, other) => total + partitionDistance(partition, other), 0);
  return sum / Math.max(1, resampled.length);
}
