import type { RouteTable } from '../model/route.ts';
import type { Settings } from '../model/settings.ts';
import type { ProxyErrorCode } from '../proxy-error.ts';
import type { RouteReport } from '../shadow/mirror/messages.ts';
import type { Snapshot } from '../observe/snapshot.ts';

/** What the supervisor tells a worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly settings: Settings; readonly table: RouteTable }
  | { readonly type: 'table'; readonly table: RouteTable }
  | { readonly type: 'snapshot'; readonly turn: number }
  | { readonly type: 'drain'; readonly milliseconds: number };

/** What a worker answers. */
export type FromWorker =
  /** It listens to its supervisor. */
  | { readonly type: 'ready' }
  | { readonly type: 'listening'; readonly addresses: readonly string[] }
  | {
      readonly type: 'failed';
      readonly code: ProxyErrorCode;
      readonly message: string;
      readonly hint: string;
    }
  | { readonly type: 'snapshot'; readonly turn: number; readonly snapshot: Snapshot }
  | { readonly type: 'report'; readonly message: string }
  /** What comparison found since the last time. */
  | { readonly type: 'found'; readonly reports: readonly RouteReport[] };
