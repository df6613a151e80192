/** Chances of an event: on the monolith's side, and on the service's. */
export interface Chances {
  readonly monolith: number;
  readonly service: number;
}

/** Requests that were answered by each side. */
export interface Sizes {
  readonly monolith: number;
  readonly service: number;
}

const TINY = 1e-9;
const HALVINGS = 40;

/**
 * The point with `service = monolith + margin` that is nearest to `supposed` in relative entropy, the sides weighted by
 * their sizes: the reverse information projection. The likelihood ratio of `supposed` to it has a mean of at most 1 under
 * every pair of chances on the other side of that line (Turner, Ly and Grünwald 2024; the proof is in docs/rollout.md).
 */
export function nearestNull(supposed: Chances, sizes: Sizes, margin: number): Chances {
  if (margin === 0) {
    const all = sizes.monolith + sizes.service;
    const mean = (sizes.monolith * supposed.monolith + sizes.service * supposed.service) / all;
    return { monolith: mean, service: mean };
  }
  // The slope of the weighted entropy rises with the point, so its zero is found by halving.
  let [low, high] = [TINY, 1 - margin - TINY];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const point = (low + high) / 2;
    if (slopeAt(point, { supposed, sizes, margin }) < 0) low = point;
    else high = point;
  }
  const monolith = (low + high) / 2;
  return { monolith, service: monolith + margin };
}

interface Problem {
  readonly supposed: Chances;
  readonly sizes: Sizes;
  readonly margin: number;
}

function slopeAt(point: number, { supposed, sizes, margin }: Problem): number {
  const shifted = point + margin;
  return (
    (sizes.monolith * (point - supposed.monolith)) / (point * (1 - point)) +
    (sizes.service * (shifted - supposed.service)) / (shifted * (1 - shifted))
  );
}
