import type { BreakerRule } from '../model/upstream.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * Leaves a failing upstream alone for a while, then lets a few requests through to see. Opens on consecutive failures,
 * on the share of failures in a window, or on the share of slow calls in it. Time comes in with each call.
 */
export class Breaker {
  readonly #rule: BreakerRule;
  #state: BreakerState = 'closed';
  #openUntil = 0;
  #consecutive = 0;
  #windowEnd = 0;
  #requests = 0;
  #failures = 0;
  #slow = 0;
  #probing = 0;
  #probed = 0;

  constructor(rule: BreakerRule) {
    this.#rule = rule;
  }

  /** Whether `report` wants to know how long a call took. */
  get timesCalls(): boolean {
    return this.#rule.slow !== undefined;
  }

  state(now: number): BreakerState {
    return this.#state === 'open' && now >= this.#openUntil ? 'half-open' : this.#state;
  }

  /** Whether a request may go. A true answer while half-open takes one of the probes: it must be reported. */
  allows(now: number): boolean {
    if (this.#state === 'closed') return true;
    if (this.#state === 'open') {
      if (now < this.#openUntil) return false;
      this.#state = 'half-open';
      this.#probing = 0;
      this.#probed = 0;
    }
    if (this.#probing + this.#probed >= this.#rule.probes) return false;
    this.#probing++;
    return true;
  }

  /** Whether `allows` would say no. Takes no probe. */
  isShut(now: number): boolean {
    if (this.#state === 'open') return now < this.#openUntil;
    return this.#state === 'half-open' && this.#probing + this.#probed >= this.#rule.probes;
  }

  /** `tookMs`: how long the answer was waited for, where that is known. */
  report(good: boolean, now: number, tookMs = 0): void {
    if (this.#state === 'open') return;
    if (this.#state === 'closed' && now >= this.#windowEnd) this.#beginWindow(now);
    if (this.#rule.slow !== undefined && tookMs > this.#rule.slow.overMs) this.#slow++;
    if (this.#state === 'half-open') this.#reportProbe(good, now);
    else this.#count(good, now);
  }

  /** A request that was allowed came to nothing that says anything about the upstream (the client left). */
  forget(): void {
    if (this.#state === 'half-open' && this.#probing > 0) this.#probing--;
  }

  #reportProbe(good: boolean, now: number): void {
    if (this.#probing > 0) this.#probing--;
    if (!good) this.#trip(now);
    else if (++this.#probed >= this.#rule.probes) {
      if (this.#isSlow(this.#probed)) this.#trip(now);
      else this.#reset('closed');
    }
  }

  #count(good: boolean, now: number): void {
    this.#requests++;
    if (good) this.#consecutive = 0;
    else {
      this.#failures++;
      this.#consecutive++;
    }
    const { consecutiveFailures, failureRatio, minRequests } = this.#rule;
    const failing = !good && this.#failures / this.#requests >= failureRatio;
    const often = this.#requests >= minRequests && (failing || this.#isSlow(this.#requests));
    if (often || this.#consecutive >= consecutiveFailures) this.#trip(now);
  }

  #isSlow(calls: number): boolean {
    return this.#slow > 0 && this.#slow / calls >= (this.#rule.slow?.ratio ?? Infinity);
  }

  #beginWindow(now: number): void {
    this.#windowEnd = now + this.#rule.windowMs;
    this.#requests = 0;
    this.#failures = 0;
    this.#slow = 0;
  }

  #trip(now: number): void {
    this.#reset('open');
    this.#openUntil = now + this.#rule.openMs;
  }

  #reset(state: BreakerState): void {
    this.#state = state;
    this.#consecutive = 0;
    this.#requests = 0;
    this.#failures = 0;
    this.#slow = 0;
    this.#windowEnd = 0;
  }
}
