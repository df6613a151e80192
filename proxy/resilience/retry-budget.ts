/** Below this many requests a window, a few retries are always allowed (Envoy's `min_retry_concurrency`). */
const FLOOR = 3;

/**
 * Lets retries be at most a share of the requests of the last window, so that a failing upstream is not buried under
 * repeated work (Envoy's retry budget: 20 %).
 */
export class RetryBudget {
  readonly #share: number;
  readonly #windowMs: number;
  #windowEnd = 0;
  #requests = 0;
  #retries = 0;

  constructor(share: number, windowMs = 10_000) {
    this.#share = share;
    this.#windowMs = windowMs;
  }

  request(): void {
    this.#requests++;
  }

  /** Takes one retry out of the budget, where there is one. */
  take(now: number): boolean {
    if (now >= this.#windowEnd) {
      this.#windowEnd = now + this.#windowMs;
      this.#requests = Math.min(this.#requests, 1);
      this.#retries = 0;
    }
    if (this.#retries >= Math.max(FLOOR, this.#requests * this.#share)) return false;
    this.#retries++;
    return true;
  }
}
