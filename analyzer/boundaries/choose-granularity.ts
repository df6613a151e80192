import type { Candidate } from './ensemble.ts';
import type { ExpectedServices } from './expected-services.ts';

/** How much a cut that changes under resampling loses. */
const instabilityCost = 0.5;
/** How much a cut loses for each e-fold that its number of services is off; the guess from size alone is weak. */
const distanceCost = { resources: 0.2, size: 0.1 } as const;
/** One service with more than this of all modules is not a split. */
const largestShare = 0.65;

/** The cut with the best balance of quality, steadiness and a number of services near the expected one. */
export function chooseGranularity(candidates: readonly Candidate[], expected: ExpectedServices): Candidate {
  const usable = candidates.filter((c) => c.services >= 2 && c.largestShare <= largestShare);
  const among = usable.length > 0 ? usable : candidates;
  return among.reduce((best, candidate) =>
    balanceOf(candidate, expected) > balanceOf(best, expected) ? candidate : best,
  );
}

function balanceOf({ quality, instability, services }: Candidate, expected: ExpectedServices): number {
  const distance = Math.abs(Math.log(Math.max(1, services) / expected.count));
  return quality - instabilityCost * instability - distanceCost[expected.source] * distance;
}
