import type { UpstreamSpec } from '../model/upstream.ts';
import { Breaker, type BreakerState } from '../resilience/breaker.ts';
import { Gate } from '../resilience/gate.ts';
import { RetryBudget } from '../resilience/retry-budget.ts';
import { Endpoint } from './endpoint.ts';
import { HealthCheck } from './health-check.ts';
import { Pool } from './pool.ts';
import type { Resolver } from './resolver.ts';

export interface UpstreamOptions {
  readonly resolver: Resolver;
  readonly now: () => number;
  /** Retries as a share of requests, 0 to 1. */
  readonly retryBudget: number;
}

/** A service or the monolith at run time: its addresses, its connections and what it can bear. Outlives reloads. */
export class Upstream {
  readonly spec: UpstreamSpec;
  readonly gate: Gate;
  readonly breaker: Breaker | undefined;
  readonly retries: RetryBudget;
  readonly endpoints: readonly Endpoint[];
  readonly #health: HealthCheck | undefined;
  readonly #options: UpstreamOptions;
  readonly #upkeep: NodeJS.Timeout;
  #turn = 0;

  constructor(spec: UpstreamSpec, options: UpstreamOptions) {
    this.spec = spec;
    this.#options = options;
    const { limit, queue, waitMs } = spec.concurrency;
    this.gate = new Gate({ limit: Math.min(limit, spec.connections * spec.addresses.length), queue, waitMs });
    this.retries = new RetryBudget(options.retryBudget);
    this.breaker = spec.breaker && new Breaker(spec.breaker);
    this.endpoints = spec.addresses.map((address) => {
      const pool = new Pool({ address, tls: spec.tls, idleMs: spec.idleMs, ...options });
      return new Endpoint(pool, spec.ejection);
    });
    this.#health = spec.health && new HealthCheck(spec.health, this.endpoints);
    this.#upkeep = setInterval(() => this.#maintain(), 1000);
    this.#upkeep.unref();
  }

  get id(): string {
    return this.spec.id;
  }

  breakerState(): BreakerState {
    return this.breaker?.state(this.#options.now()) ?? 'closed';
  }

  /** The address for the next request. Where none is available, all are: a wrong verdict must not cut everything. */
  pick(avoid?: Endpoint): Endpoint {
    const only = this.endpoints[0] as Endpoint;
    if (this.endpoints.length === 1) return only;
    const now = this.#options.now();
    const start = this.#turn++ % this.endpoints.length;
    let best: Endpoint | undefined;
    for (let step = 0; step < this.endpoints.length; step++) {
      const endpoint = this.endpoints[(start + step) % this.endpoints.length] as Endpoint;
      if (endpoint === avoid || !endpoint.available(now)) continue;
      if (this.spec.balance === 'round-robin') return endpoint;
      if (best === undefined || endpoint.active < best.active) best = endpoint;
    }
    return best ?? (this.endpoints[start] as Endpoint);
  }

  /** No new work comes: idle connections close now, the others as they finish. */
  retire(): void {
    clearInterval(this.#upkeep);
    this.#health?.stop();
    for (const { pool } of this.endpoints) pool.close();
  }

  #maintain(): void {
    for (const { pool, address } of this.endpoints) {
      pool.sweep();
      if (address.socketPath === undefined) {
        this.#options.resolver.refresh(address.host, this.spec.dnsMs, (addresses) => pool.sweep(addresses));
      }
    }
  }
}
