/** One place where an upstream listens. */
export interface Address {
  readonly protocol: 'http' | 'https';
  /** Name or IP address; empty for a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  /** As it was written, for logs and metrics. */
  readonly label: string;
}

/** When an upstream is left alone, and how it is tried again. Times in milliseconds. */
export interface BreakerRule {
  /** Consecutive failures that open the breaker. */
  readonly consecutiveFailures: number;
  /** Share of failures, 0 to 1, within the window that opens it too, once `minRequests` were seen. */
  readonly failureRatio: number;
  readonly minRequests: number;
  readonly windowMs: number;
  readonly openMs: number;
  /** Requests let through while half-open; all must succeed to close it. */
  readonly probes: number;
  readonly slow: SlowRule | undefined;
}

/** When answers come, but too late to be of use. */
export interface SlowRule {
  /** From the whole request sent to the answer's header section, in milliseconds: a call that takes longer is slow. */
  readonly overMs: number;
  /** Share of slow calls, above 0 to 1, within the window (once `minRequests` were seen) or among the probes, that opens. */
  readonly ratio: number;
}

/** When one address of several is set aside. */
export interface EjectionRule {
  readonly consecutiveFailures: number;
  /** Grows with each ejection in a row, up to `maxMs`. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** An active health check. */
export interface HealthRule {
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyAfter: number;
  readonly unhealthyAfter: number;
}

/** How many requests an upstream gets at once, and how many may wait for a place. */
export interface ConcurrencyRule {
  readonly limit: number;
  readonly queue: number;
  readonly waitMs: number;
}

/** How TLS to the upstream is checked. */
export interface UpstreamTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  readonly verify: boolean;
}

/** A service or the monolith as the proxy reaches it: complete, checked, never optional. */
export interface UpstreamSpec {
  readonly id: string;
  readonly addresses: readonly Address[];
  readonly balance: 'round-robin' | 'least-connections';
  readonly tls: UpstreamTls;
  readonly breaker: BreakerRule | undefined;
  readonly ejection: EjectionRule;
  readonly health: HealthRule | undefined;
  readonly concurrency: ConcurrencyRule;
  /** Connections to each address. */
  readonly connections: number;
  /** How long an idle connection is kept, in milliseconds; below the upstream's own limit. */
  readonly idleMs: number;
  /** How long a resolved name is believed, in milliseconds. */
  readonly dnsMs: number;
  /** Whether the client's Host is passed on (a strangler's usual need) or replaced by the upstream's own. */
  readonly keepHost: boolean;
}
