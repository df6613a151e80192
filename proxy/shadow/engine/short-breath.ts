/** Milliseconds that the thread works in one go, and so about what a client's request may be held up by it. */
const STRETCH_MS = 0.1;
/** Milliseconds that it then sleeps. The kernel makes more of it; what counts is that it stops wanting the processor. */
const NAP_MS = 0.02;

export interface Breathing {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Blocks the thread. */
  readonly sleep: (milliseconds: number) => void;
}

/**
 * Work in short breaths. Whatever a thread's priority is, the kernel lets it end its turn, of milliseconds, before another
 * that has woken up meanwhile gets the processor. A thread that sleeps for a moment gives it away at once.
 */
export class ShortBreath {
  readonly #breathing: Breathing;
  #since = -Infinity;

  constructor(breathing: Breathing) {
    this.#breathing = breathing;
  }

  /** To be called after each small piece of work. */
  readonly pause = (): void => {
    const { now, sleep } = this.#breathing;
    if (now() - this.#since < STRETCH_MS) return;
    sleep(NAP_MS);
    this.#since = now();
  };
}
