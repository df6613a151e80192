import type { Limits, Timeouts } from './limits.ts';
import type { ShadowRule } from './shadow-rule.ts';
import type { BreakerRule, ConcurrencyRule, EjectionRule } from './upstream.ts';

const KIB = 1024;

/** Named beside each limit in `Limits`: the neighbours whose defaults these follow. */
export const DEFAULT_LIMITS: Limits = {
  headerBytes: 32 * KIB,
  headerFields: 200,
  targetBytes: 16 * KIB,
  bodyBytes: 0,
  connections: 10_000,
  headerMs: 15_000,
  bodyIdleMs: 30_000,
  writeStallMs: 60_000,
  keepAliveMs: 65_000,
};

/** nginx's 60 s for answers: a monolith has slow pages, and a proxy in front must not be the first to lose patience. */
export const DEFAULT_TIMEOUTS: Timeouts = { connect: 2000, response: 60_000, idle: 60_000, total: 0 };

/** Envoy's and Traefik's neighbourhood: five failures in a row, or half of at least twenty in ten seconds. */
export const DEFAULT_BREAKER: BreakerRule = {
  consecutiveFailures: 5,
  failureRatio: 0.5,
  minRequests: 20,
  windowMs: 10_000,
  openMs: 10_000,
  probes: 3,
  slow: undefined,
};

/** Half of the calls, as for failures. */
export const SLOW_RATIO = 0.5;

/** Envoy's outlier detection: five in a row, 30 s times the ejections so far, 300 s at most. */
export const DEFAULT_EJECTION: EjectionRule = { consecutiveFailures: 5, baseMs: 30_000, maxMs: 300_000 };

/** Envoy's 1,024 requests at once. */
export const DEFAULT_CONCURRENCY: ConcurrencyRule = { limit: 1024, queue: 1024, waitMs: 5000 };

/** Below the 5 s after which node and many others close an idle connection. */
export const UPSTREAM_IDLE_MS = 4000;

export const DNS_MS = 10_000;

export const DEFAULT_DRAIN_MS = 30_000;

export const DEFAULT_RETRY_ATTEMPTS = 1;

/** In percent (Envoy's retry budget). */
export const DEFAULT_RETRY_BUDGET = 20;

/** Copies are kept whole in memory, twice, so the limit on bodies is not for downloads. */
export const DEFAULT_SHADOW: ShadowRule = {
  inCanary: false,
  percent: 100,
  unsafe: false,
  credentials: { keep: false, set: {} },
  maxBody: 1024 * KIB,
  concurrency: 64,
  rate: 0,
  timeoutMs: 10_000,
  noise: 5,
  compare: { ignore: [], unordered: [], tolerance: 0, timeToleranceMs: undefined, headers: [] },
};
