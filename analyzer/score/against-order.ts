import type { Cut, DependencyPairs } from './scored-cut.ts';

/** How far services are from an order in which they could leave one after the other. */
export interface AgainstOrder {
  /** Pairs of modules that point back in the best order found: so many have to be turned round to open every circle. */
  readonly against: number;
  /** All pairs of modules that cross services. */
  readonly crossing: number;
}

/**
 * Orders services so that few dependencies point back, those first that are used most and use least (the greedy idea
 * of Eades, Lin and Smyth 1993 for feedback arcs). A circle so counts by its thinnest tie: one call the wrong way does not weigh as a tangle does.
 */
export function countAgainstOrder(pairs: DependencyPairs, cut: Cut): AgainstOrder {
  const weights = weightsBetween(pairs, cut);
  const crossing = weights.reduce((sum, row) => sum + row.reduce((all, weight) => all + weight, 0), 0);
  const left = new Set(weights.keys());
  let against = 0;
  while (left.size > 0) {
    const next = nextToPlace(weights, left);
    left.delete(next);
    for (const other of left) against += weights[next]![other]!;
  }
  return { against, crossing };
}

/** Of what is left the service with the least share of use by it in all use by and of it; of equals the first. */
function nextToPlace(weights: readonly Float64Array[], left: ReadonlySet<number>): number {
  let best = -1;
  let least = Infinity;
  for (const service of left) {
    const { uses, usedBy } = usesWithin(weights, service, left);
    const share = uses === 0 ? 0 : uses / (uses + usedBy);
    if (share >= least) continue;
    best = service;
    least = share;
  }
  return best;
}

function usesWithin(weights: readonly Float64Array[], service: number, left: ReadonlySet<number>) {
  let uses = 0;
  let usedBy = 0;
  for (const other of left) {
    uses += weights[service]![other]!;
    usedBy += weights[other]![service]!;
  }
  return { uses, usedBy };
}

function weightsBetween({ from, to }: DependencyPairs, { serviceOf, count }: Cut): readonly Float64Array[] {
  const weights = Array.from({ length: count }, () => new Float64Array(count));
  for (let i = 0; i < from.length; i++) {
    const a = serviceOf[from[i]!]!;
    const b = serviceOf[to[i]!]!;
    if (a >= 0 && b >= 0 && a !== b) weights[a]![b] = weights[a]![b]! + 1;
  }
  return weights;
}
