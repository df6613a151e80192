import type { RouteTable } from '../model/route.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../observe/snapshot.ts';

/** The processes that serve clients, one or several, as their supervisor sees them. */
export interface Fleet {
  /** Workers that were replaced since the start. */
  readonly restarts: number;
  /** Resolves when clients are served, with the addresses. Throws `ProxyError` where an address cannot be had. */
  start(settings: Settings, table: RouteTable): Promise<readonly string[]>;
  apply(table: RouteTable): void;
  snapshots(): Promise<Snapshot[]>;
  drain(milliseconds: number): Promise<void>;
  /** Ends everything now: whoever drains has lost patience. */
  cut(): void;
}
