import { components } from '../analyzer/score/service-cycles.ts';
import {
  largestShare,
  nonExtremeDistribution,
  relativeDistribution,
  singletons,
} from '../analyzer/score/size-scores.ts';
import { modularityOfCounts } from '../analyzer/score/structural-scores.ts';
import type { CutState } from './cut-state.ts';
import type { WhatIfMetrics } from './model.ts';

/** Everything that is counted of a cut, from its tallies: as much work as there are pairs of services. */
export function metricsOf(state: CutState): WhatIfMetrics {
  const { pairs, data } = state;
  const filled = filledServices(state);
  const sizes = Int32Array.from(filled, (service) => state.sizes[service]!);
  const counts = countsOf(state, filled);
  const cycles = circlesOf(state, filled).length;
  let crossingPairs = 0;
  for (const count of counts.between.values()) crossingPairs += count;
  const scores = {
    services: sizes.length,
    largestShare: largestShare(sizes),
    singletons: singletons(sizes),
    sm: modularityOfCounts(sizes, counts),
    icp: pairs.serviceVolume === 0 ? 0 : pairs.crossingVolume / pairs.serviceVolume,
    ifn: sizes.length === 0 ? 0 : crossingPairs / sizes.length,
    ned: nonExtremeDistribution(sizes),
    nedRelative: relativeDistribution(sizes),
    crossingPairs,
    cycles,
    contestedTables: data.contestedTables(),
  };
  return {
    measures: {
      services: state.names.filter((name) => name !== undefined).length,
      modules: sizes.reduce((sum, size) => sum + size, 0),
      crossings: pairs.crossings,
      calls: pairs.calls,
      cycles,
      sharedTables: data.sharedTables,
      cutTransactions: data.cutTransactions,
    },
    scores: Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, rounded(value)])),
  };
}

/** Services with modules: scores count no others. */
export function filledServices({ names, sizes }: CutState): readonly number[] {
  return [...names.keys()].filter((service) => sizes[service]! > 0);
}

/** Pairs inside and between, numbered by place in `filled`. */
function countsOf({ pairs: { unordered } }: CutState, filled: readonly number[]) {
  const inside = Int32Array.from(filled, (service) => unordered.at(service, service));
  const between = new Map<number, number>();
  for (let a = 0; a < filled.length; a++)
    for (let b = a + 1; b < filled.length; b++) {
      const count = unordered.at(filled[a]!, filled[b]!);
      if (count > 0) between.set(a * filled.length + b, count);
    }
  return { inside, between };
}

/** Circles of services that depend on each other, by number. */
export function circlesOf({ pairs }: CutState, filled: readonly number[]): number[][] {
  const targets: number[][] = [];
  for (let a = 0; a < filled.length; a++) {
    const row: number[] = [];
    for (let b = 0; b < filled.length; b++)
      if (a !== b && pairs.between(filled[a]!, filled[b]!) > 0) row.push(b);
    targets.push(row);
  }
  return components(targets)
    .filter((members) => members.length > 1)
    .map((members) => members.map((member) => filled[member]!));
}

/** Six digits, as the scores of the analysis. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 || 0;
}
