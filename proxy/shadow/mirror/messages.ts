import type { Cause, DivergenceSample } from '../../model/divergence.ts';
import type { ShadowCounts } from '../../model/shadow-counts.ts';
import type { ShadowRule } from '../../model/shadow-rule.ts';
import type { UpstreamSpec } from '../../model/upstream.ts';

/** A mirrored route, as the thread follows it. */
export interface MirroredRoute {
  readonly id: string;
  /** Its place in `Room`, which it keeps. */
  readonly slot: number;
  /** This process's share of the limits. */
  readonly rule: ShadowRule;
  /** Gates judge the route, and with it the latency of its service. */
  readonly gated: boolean;
  readonly service: UpstreamSpec;
}

/** What the thread works by; sent whole whenever the table changes. */
export interface Orders {
  readonly routes: readonly MirroredRoute[];
  readonly monolith: UpstreamSpec;
  readonly retryBudget: number;
}

/** One request with the monolith's answer to it. */
export interface HandedOver {
  readonly route: string;
  readonly method: string;
  readonly requestId: string;
  readonly host: string;
  readonly head: string;
  readonly status: number;
  /** Names and values in turn, parted by line feeds. */
  readonly fields: string;
  readonly requestBytes: number;
  readonly bodyBytes: number;
}

export type ToThread =
  | { readonly type: 'orders'; readonly orders: Orders }
  /** Copies one after the other, as `packInto` writes them. */
  | { readonly type: 'copies'; readonly bytes: Uint8Array };

/** What was found of one cause since the last report. */
export interface CauseReport {
  readonly cause: Cause;
  readonly count: number;
  /** How often the monolith was asked again because of it, and how often it then differed from itself in this way. */
  readonly probes: number;
  readonly hits: number;
  readonly samples: readonly DivergenceSample[];
}

/** What was found of one route since the last report. */
export interface RouteReport {
  readonly route: string;
  /** Of the rule by which it was found: numbers of different rules are not added up. */
  readonly rule: string;
  readonly counts: ShadowCounts;
  /** Copies that are done with, whatever became of them. */
  readonly done: number;
  readonly causes: readonly CauseReport[];
  /** Differences whose cause found no place. */
  readonly unlisted: number;
}

export type FromThread =
  | { readonly type: 'report'; readonly reports: readonly RouteReport[] }
  | { readonly type: 'trouble'; readonly message: string };
