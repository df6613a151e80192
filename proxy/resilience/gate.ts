import type { ConcurrencyRule } from '../model/upstream.ts';

/** A request that waits for its place. */
export interface Waiting {
  /** Called once, when a place is free. The place is then taken. */
  admit(): void;
}

/** Lets a number of requests through at once and a bounded number wait, first come first served. */
export class Gate {
  #active = 0;
  readonly #queue = new Set<Waiting>();
  readonly #rule: ConcurrencyRule;

  constructor(rule: ConcurrencyRule) {
    this.#rule = rule;
  }

  get active(): number {
    return this.#active;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Takes a place, where one is free. */
  enter(): boolean {
    if (this.#active >= this.#rule.limit) return false;
    this.#active++;
    return true;
  }

  /** Joins the queue, where it is not full. */
  wait(waiting: Waiting): boolean {
    if (this.#queue.size >= this.#rule.queue) return false;
    this.#queue.add(waiting);
    return true;
  }

  /** Leaves the queue before its turn. */
  withdraw(waiting: Waiting): void {
    this.#queue.delete(waiting);
  }

  /** Gives a place back: to the first who waits, or to the next who comes. */
  leave(): void {
    if (this.#queue.size > 0) {
      for (const next of this.#queue) {
        this.#queue.delete(next);
        next.admit();
        return;
      }
    }
    this.#active--;
  }
}
