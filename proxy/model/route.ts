import type { Timeouts } from './limits.ts';
import type { ShadowRule } from './shadow-rule.ts';
import type { UpstreamSpec } from './upstream.ts';

/** Where a route stands on its way from the monolith to its service. */
export type Stage = 'monolith' | 'shadow' | 'canary' | 'live';

/** A header or query field that must be there: with this value, or (`undefined`) with any. */
export interface Condition {
  readonly name: string;
  readonly value: string | undefined;
}

/** What a route takes. Empty lists take everything. */
export interface RouteMatch {
  /** Lower-case names, `*.example.com` for any name below it. */
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
  /** `/api/orders/:id`, or with a last `*` for everything below. */
  readonly path: string;
  readonly headers: readonly Condition[];
  readonly query: readonly Condition[];
}

/** A field of a request; header names in lower case. */
export interface RequestField {
  readonly kind: 'cookie' | 'header';
  readonly name: string;
}

/** What keeps a client on one side while the percentage rises. */
export type StickyKey = RequestField | { readonly kind: 'address' };

/** A route as the proxy follows it: complete, checked, never optional but where absence has a meaning. */
export interface Route {
  readonly id: string;
  readonly match: RouteMatch;
  readonly service: string;
  readonly stage: Stage;
  /** 0 to 100, used in stage `canary`. */
  readonly percent: number;
  readonly sticky: StickyKey;
  /** Fields by which a tester chooses the side (`service` or `monolith`); none: nobody may. */
  readonly overrides: readonly RequestField[];
  readonly timeouts: Timeouts;
  /** Whether the monolith answers where the service cannot and the request is safe to repeat. */
  readonly fallback: boolean;
  /** Whether gates judge it, and so whether its latencies are counted closely. */
  readonly gated: boolean;
  /** How it is mirrored, where it is. */
  readonly shadow: ShadowRule;
}

/** Everything that can change while the proxy runs. Immutable: a reload builds another and swaps the reference. */
export interface RouteTable {
  readonly routes: readonly Route[];
  readonly monolith: UpstreamSpec;
  readonly services: ReadonlyMap<string, UpstreamSpec>;
  /** For requests that no route takes. */
  readonly timeouts: Timeouts;
}
