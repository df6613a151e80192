import { type Chances, nearestNull } from './nearest-null.ts';

/** Events among requests. */
export interface Tally {
  readonly events: number;
  readonly requests: number;
}

/** What both sides did in one slice of time. */
export interface Slice {
  readonly service: Tally;
  readonly monolith: Tally;
}

/** A bound on the service's chance of an event: the monolith's chance and a margin, or a number. */
export type Bound =
  | { readonly kind: 'beside'; readonly margin: number }
  | { readonly kind: 'fixed'; readonly ceiling: number };

/**
 * The logarithm of how much likelier a slice is under `supposed` than under the nearest chances at the bound. An
 * e-value: its mean is at most 1 while the truth lies on the far side of the bound from `supposed`, whatever the truth
 * is there, whatever it was before, and whenever one looks.
 */
export function sliceEvidence(slice: Slice, supposed: Chances, bound: Bound): number {
  const { service, monolith } = slice;
  if (bound.kind === 'fixed') return logRatio(service, supposed.service, bound.ceiling);
  if (service.requests === 0 || monolith.requests === 0) return 0; // Nothing to compare with.
  const sizes = { service: service.requests, monolith: monolith.requests };
  const near = nearestNull(supposed, sizes, bound.margin);
  return (
    logRatio(service, supposed.service, near.service) + logRatio(monolith, supposed.monolith, near.monolith)
  );
}

function logRatio({ events, requests }: Tally, supposed: number, other: number): number {
  return events * Math.log(supposed / other) + (requests - events) * Math.log((1 - supposed) / (1 - other));
}
