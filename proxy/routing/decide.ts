import type { Route } from '../model/route.ts';

/** Which of the two answers. */
export type Side = 'monolith' | 'service';

/** What of a request bears on the side that answers. */
export interface Signals {
  /** A tester's choice; only where the route allows it. */
  readonly override: Side | undefined;
  /** The client's place in the canary, from 0 up to but not including 1. */
  readonly bucket: number;
}

/** Pure, so that a cutover can be tested without a socket. */
export function decide(route: Route | undefined, { override, bucket }: Signals): Side {
  if (route === undefined) return 'monolith';
  if (override !== undefined) return override;
  switch (route.stage) {
    case 'live':
      return 'service';
    case 'canary':
      // Raising the percentage only adds buckets, so nobody who was moved is moved back.
      return bucket < route.percent / 100 ? 'service' : 'monolith';
    case 'monolith':
    case 'shadow':
    default:
      return 'monolith';
  }
}
