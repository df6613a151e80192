import type { Cause } from '../../model/divergence.ts';
import { isNoise, noiseKey, PROBES } from './noise.ts';

/** Places that are kept in mind. More are answers that have nothing to do with each other: nothing is learnt from them. */
const MAX_PLACES = 500;

interface Evidence {
  probes: number;
  hits: number;
}

/** What the monolith's repeated answers have told of one route: where it differs from itself. */
export class NoiseModel {
  readonly #places = new Map<string, Evidence>();

  /** Whether more has to be asked before a difference of this cause can be judged. */
  isOpen(cause: Cause): boolean {
    const evidence = this.#places.get(noiseKey(cause));
    if (evidence === undefined) return this.#places.size < MAX_PLACES;
    return evidence.probes < PROBES && !isNoise(evidence.probes, evidence.hits);
  }

  isNoise(cause: Cause): boolean {
    const { probes, hits } = this.#places.get(noiseKey(cause)) ?? { probes: 0, hits: 0 };
    return isNoise(probes, hits);
  }

  /** The monolith was asked again because of `cause`; `hit`: it differed from itself in the same way. */
  learn(cause: Cause, hit: boolean): void {
    const key = noiseKey(cause);
    let evidence = this.#places.get(key);
    if (evidence === undefined) {
      if (this.#places.size >= MAX_PLACES) return;
      evidence = { probes: 0, hits: 0 };
      this.#places.set(key, evidence);
    }
    evidence.probes++;
    if (hit) evidence.hits++;
  }
}
