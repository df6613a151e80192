import { Grid } from './grid.ts';
import type { CompactFacts } from './compact-facts.ts';
import { ASIDE, isApart } from './places.ts';

/** Dependencies counted by the places of their ends; one module that moves costs as much as it has dependencies. */
export class PairTally {
  /** Directed pairs between places apart from each other, and their references. */
  crossings = 0;
  calls = 0;
  /** Volume of what crosses between any places apart. */
  cutVolume = 0;
  /** Volume between modules in services: all of it, and what crosses. */
  serviceVolume = 0;
  crossingVolume = 0;
  /** Unordered pairs, by the lower and the higher service; on the diagonal those inside. */
  readonly unordered: Grid;
  /** Directed pairs between places apart from each other, both counted from `ASIDE`. */
  readonly #apart: Grid;
  readonly #facts: CompactFacts;

  constructor(facts: CompactFacts, capacity: number) {
    this.#facts = facts;
    this.unordered = new Grid(capacity, capacity);
    this.#apart = new Grid(capacity + ASIDE, capacity + ASIDE);
  }

  grow(capacity: number): void {
    this.unordered.grow(capacity, capacity);
    this.#apart.grow(capacity + ASIDE, capacity + ASIDE);
  }

  /** Counts (`sign` 1) or uncounts (−1) one pair whose ends are at these places. */
  add(pair: number, [from, to]: readonly [number, number], sign: 1 | -1): void {
    const { pairs, volume, isFirst } = this.#facts;
    const weight = sign * volume[pair]!;
    if (isApart(from, to)) {
      this.#apart.add(from + ASIDE, to + ASIDE, sign);
      this.crossings += sign;
      this.calls += sign * pairs.uses[pair]!;
      this.cutVolume += weight;
    }
    if (from < 0 || to < 0) return;
    this.serviceVolume += weight;
    if (isFirst[pair] === 1) this.unordered.add(Math.min(from, to), Math.max(from, to), sign);
    if (from !== to) this.crossingVolume += weight;
  }

  /** Directed pairs from one place to another that is apart from it. */
  between(from: number, to: number): number {
    return this.#apart.at(from + ASIDE, to + ASIDE);
  }
}
