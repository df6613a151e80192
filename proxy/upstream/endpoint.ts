import type { Address, EjectionRule } from '../model/upstream.ts';
import type { Pool } from './pool.ts';

/** One address of an upstream with its connections and its standing. */
export class Endpoint {
  readonly address: Address;
  readonly pool: Pool;
  /** Requests on it now. */
  active = 0;
  /** As the active checks see it; true where there are none. */
  healthy = true;
  readonly #rule: EjectionRule;
  #failures = 0;
  #ejections = 0;
  #ejectedUntil = 0;

  constructor(pool: Pool, rule: EjectionRule) {
    this.pool = pool;
    this.address = pool.address;
    this.#rule = rule;
  }

  available(now: number): boolean {
    return this.healthy && now >= this.#ejectedUntil;
  }

  /** Counts an answer or a failure; consecutive failures set the address aside, each time for longer. */
  report(good: boolean, now: number): void {
    if (good) {
      this.#failures = 0;
      if (now >= this.#ejectedUntil + this.#rule.maxMs) this.#ejections = 0;
      return;
    }
    if (++this.#failures < this.#rule.consecutiveFailures) return;
    this.#failures = 0;
    this.#ejections++;
    this.#ejectedUntil = now + Math.min(this.#rule.baseMs * this.#ejections, this.#rule.maxMs);
  }
}
