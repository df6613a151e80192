/** Something that must be over by `deadline` (milliseconds on the clock of `Deadlines`; `Infinity`: no hurry). */
export interface Timed {
  deadline: number;
  /** Its place in the list; kept by `Deadlines`. */
  slot: number;
  expire(now: number): void;
}

/** A tick counts as at most so many intervals, however late it comes. */
const MOST_INTERVALS = 2;

/**
 * One coarse clock for every timeout: a request takes a slot, and a sweep expires what is late. Slots and not a Map,
 * whose tables, filled and emptied by each request, keep dead requests alive through young collections.
 *
 * The clock counts the time in which this process ran: on a starved machine, or after a pause, nobody is found late whose
 * answer has been waiting to be read.
 */
export class Deadlines {
  /** The time of the last tick: good enough for deadlines, and free. */
  now = 0;
  readonly #slots: (Timed | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #clock: () => number;
  readonly #everyMs: number;
  #read: number;

  constructor(clock: () => number, everyMs = 50) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#read = clock();
    this.#timer = setInterval(() => {
      this.tick();
      // What came in meanwhile is read between the timers' turn and this one.
      setImmediate(() => this.sweep());
    }, everyMs);
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

  /** Moves the clock on. */
  tick(): void {
    const read = this.#clock();
    this.now += Math.min(read - this.#read, this.#everyMs * MOST_INTERVALS);
    this.#read = read;
  }

  /** Expires what is late. */
  sweep(): void {
    for (const timed of this.#slots) {
      if (timed !== undefined && timed.deadline <= this.now) timed.expire(this.now);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
