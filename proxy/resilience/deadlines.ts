/** Something that must be over by `deadline` (monotonic milliseconds; `Infinity`: no hurry). */
export interface Timed {
  deadline: number;
  /** Its place in the list; kept by `Deadlines`. */
  slot: number;
  expire(now: number): void;
}

/**
 * One coarse clock for every timeout: a request takes a slot, and a sweep expires what is late. Slots and not a Map,
 * whose tables, filled and emptied by each request, keep dead requests alive through young collections.
 */
export class Deadlines {
  /** The time of the last sweep: good enough for idle deadlines, and free. */
  now: number;
  readonly #slots: (Timed | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #clock: () => number;

  constructor(clock: () => number, everyMs = 50) {
    this.#clock = clock;
    this.now = clock();
    this.#timer = setInterval(() => this.sweep(), everyMs);
    this.#timer.unref();
  }

  get size(): number {
    return this.#slots.length - this.#free.length;
  }

  add(timed: Timed): void {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = timed;
    timed.slot = slot;
  }

  remove(timed: Timed): void {
    if (this.#slots[timed.slot] !== timed) return;
    this.#slots[timed.slot] = undefined;
    this.#free.push(timed.slot);
    timed.slot = -1;
  }

  sweep(): void {
    const now = this.#clock();
    this.now = now;
    for (const timed of this.#slots) {
      if (timed !== undefined && timed.deadline <= now) timed.expire(now);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
