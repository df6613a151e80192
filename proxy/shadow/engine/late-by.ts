/** How often the thread's lateness is looked at, in milliseconds. */
const LOOK_MS = 5;
/** What one turn of the kernel's scheduler may have added to a time, whatever was seen, in milliseconds. */
const TURN_MS = 5;

/** What is used of `monitorEventLoopDelay`; nanoseconds. */
export interface DelayHistogram {
  readonly count: number;
  readonly max: number;
  enable(): unknown;
  disable(): unknown;
  reset(): void;
}

/**
 * By how much the times that this thread measured may be too long: it yields to clients, and reads an answer when it gets
 * its turn. Nobody who judges a service may take that for the service's.
 */
export class LateBy {
  readonly #histogram: DelayHistogram;

  /** `monitor` makes a histogram that looks every so many milliseconds. */
  constructor(monitor: (everyMs: number) => DelayHistogram) {
    this.#histogram = monitor(LOOK_MS);
  }

  /** Looking costs wake-ups, so it is done only where somebody wants to know. */
  watch(on: boolean): void {
    if (on) this.#histogram.enable();
    else this.#histogram.disable();
  }

  /** Milliseconds since the last call; infinite where nothing was seen, since then nothing is known. */
  take(): number {
    const { count, max } = this.#histogram;
    this.#histogram.reset();
    return count === 0 ? Infinity : Math.max(0, max / 1e6 - LOOK_MS) + TURN_MS;
  }
}
