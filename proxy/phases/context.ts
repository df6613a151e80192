import type { Limits } from '../model/limits.ts';
import type { Deadlines } from '../resilience/deadlines.ts';
import type { HashKey } from '../routing/keyed-hash.ts';
import type { LiveTable } from '../routing/live-table.ts';
import type { Mirror } from '../shadow/mirror/mirror.ts';
import type { Exchange } from './exchange.ts';

/** What every request needs beside itself. One a process; `table` is the only part that changes, by reference. */
export interface Context {
  table: LiveTable;
  /** No new work: answers close their connections. */
  draining: boolean;
  /** Requests that have begun and not ended. */
  inFlight: number;
  readonly limits: Limits;
  readonly deadlines: Deadlines;
  readonly via: string;
  readonly retryAttempts: number;
  readonly stickyKey: HashKey;
  /** Share of requests for which a trace is begun; `undefined`: traces only pass. */
  readonly traceShare: number | undefined;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly nextRequestId: () => string;
  /** Upgrades, open or on their way. */
  readonly tunnels: Set<Exchange>;
  /** Copies requests of routes that are being compared; absent where nothing can be mirrored. */
  readonly mirror: Mirror | undefined;
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** Told of every request that ends. */
  readonly observe: (exchange: Exchange) => void;
}
