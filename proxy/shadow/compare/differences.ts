import type { Cause } from '../../model/divergence.ts';

/** One place where two answers differ. */
export interface Difference extends Cause {
  /** The place in these two answers: `$.items[3].price`. */
  readonly place: string;
  /** What the monolith has there, as a value of JSON or as text; `undefined` where it has nothing. */
  readonly expected: unknown;
  readonly actual: unknown;
}

/** More causes than this in one pair are answers that have nothing to do with each other. */
const MAX_CAUSES = 100;

/** The differences of one pair: the first place of each cause. */
export class Differences {
  readonly #byCause = new Map<string, Difference>();
  /** Places, of all causes. */
  places = 0;

  get all(): readonly Difference[] {
    return [...this.#byCause.values()];
  }

  /** No further cause is taken; what is compared may stop. */
  get full(): boolean {
    return this.#byCause.size >= MAX_CAUSES;
  }

  /** Whether a place of this cause is to be told in full: it is the first. */
  isNew({ part, path, kind }: Cause): boolean {
    this.places++;
    return !this.full && !this.#byCause.has(`${part} ${path} ${kind}`);
  }

  add(difference: Difference): void {
    const { part, path, kind } = difference;
    this.#byCause.set(`${part} ${path} ${kind}`, difference);
  }
}
