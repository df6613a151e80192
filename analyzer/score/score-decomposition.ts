import { businessContextPurity, lockstepShare } from './change-scores.ts';
import { contestedTables, cutTransactions, tableUses } from './data-scores.ts';
import { type Cut, type ScoringFacts, sizesOfCut } from './scored-cut.ts';
import { serviceCycles } from './service-cycles.ts';
import { largestShare, nonExtremeDistribution, relativeDistribution, singletons } from './size-scores.ts';
import {
  clusterModularity,
  couplingModularity,
  countPairs,
  interCallShare,
  interfaceNumber,
  structuralModularity,
} from './structural-scores.ts';

/**
 * Every score of one cut by name; formulas and directions stand in docs/scores.md. Number of services,
 * largest share and singletons are always among them, since each other score can be gamed by them.
 */
export function scoreDecomposition(facts: ScoringFacts, cut: Cut): Readonly<Record<string, number>> {
  const tables = tableUses(facts, cut);
  const counts = countPairs(facts.pairs, cut);
  const sizes = sizesOfCut(cut);
  const scores: Record<string, number | undefined> = {
    services: cut.count,
    largestShare: largestShare(sizes),
    singletons: singletons(sizes),
    modularity: couplingModularity(facts.coupling, cut),
    sm: structuralModularity(facts.pairs, cut, counts),
    icp: interCallShare(facts.pairs, cut),
    ifn: interfaceNumber(facts.pairs, cut, counts),
    ned: nonExtremeDistribution(sizes),
    nedRelative: relativeDistribution(sizes),
    cmod: clusterModularity(facts.coupling, cut),
    bcp: businessContextPurity(facts, cut),
    crossingPairs: interfaceNumber(facts.pairs, cut, counts) * cut.count,
    cycles: serviceCycles(facts.pairs, cut).length,
    contestedTables: contestedTables(tables),
    cutTransactions: cutTransactions(facts.evidence.transactions, tables).length,
    lockstep: lockstepShare(facts, cut),
  };
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, value]) => (value === undefined ? [] : [[name, rounded(value)]])),
  );
}

/** Six digits: beyond them floating-point sums differ between orders of addition. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 || 0;
}
