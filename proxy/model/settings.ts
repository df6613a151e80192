import type { Limits } from './limits.ts';
import type { TracingSpec } from './tracing.ts';
import type { WebhookSpec } from './rollout.ts';

/** A place to listen on, for clients or for the admin. */
export type ListenAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string };

export interface ListenerTls {
  /** Files, PEM; read again when they change. */
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string | undefined;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

export interface ListenerSpec {
  readonly address: ListenAddress;
  readonly tls: ListenerTls | undefined;
  readonly http2: boolean;
}

/** Where the admin listens, and the token that it asks for. */
export interface AdminSpec {
  readonly address: ListenAddress;
  readonly token: string | undefined;
}

/** What holds while a process lives; a change of these needs a restart. (What can change is the `RouteTable`.) */
export interface Settings {
  readonly listeners: readonly ListenerSpec[];
  readonly limits: Limits;
  /** Addresses and ranges whose forwarding fields are believed. */
  readonly trust: readonly string[];
  /** Our name in Via; a request that already carries it has come round in a loop. */
  readonly via: string;
  /** Further tries of one request at its upstream, where it is safe. */
  readonly retryAttempts: number;
  /** Retries as a share of requests, 0 to 1. */
  readonly retryBudget: number;
  /** The secret from which buckets are computed; replicas that share it place a client alike. */
  readonly stickySecret: string;
  readonly drainMs: number;
  readonly workers: number;
  /** A file, `-` for stdout, `undefined` for none. */
  readonly accessLog: string | undefined;
  /** `undefined`: no spans. */
  readonly tracing: TracingSpec | undefined;
  /** Where observed traffic is summed up for the analyzer; `undefined`: nowhere. */
  readonly trafficFolder: string | undefined;
  readonly admin: AdminSpec;
  readonly webhooks: readonly WebhookSpec[];
}
