import type { Stage } from './route.ts';

/** Where a route stands: its stage and, in a canary, its percentage. */
export interface Standing {
  readonly stage: Stage;
  readonly percent: number;
}

/** What a route must show before it takes the next step; complete. Rates are fractions. */
export interface Gates {
  /** Requests to the service at a step before it may be promoted. */
  readonly minRequests: number;
  /** 5xx and missing answers of the service beyond the monolith's. */
  readonly maxErrorRate: number;
  /** 4xx answers of the service beyond the monolith's. */
  readonly maxClientErrorRate: number;
  /** Share of compared answers that may differ. */
  readonly maxDivergence: number;
  /** Whether the plan names `maxDivergence`: then nothing is promoted that was not compared. */
  readonly needsComparison: boolean;
  /** p99 latency of the service over the monolith's. */
  readonly maxP99Ratio: number;
  /** Percentages of the canary, rising. */
  readonly steps: readonly number[];
  /** Least length of a step, in milliseconds. */
  readonly everyMs: number;
  /** Says what it would do, and does nothing. */
  readonly dryRun: boolean;
}

export type GateName = 'requests' | 'errors' | 'clientErrors' | 'latency' | 'divergence';

/**
 * `pass`: proven within the limit. `fail`: proven beyond it. `warn`: beyond it by what copies told, which holds a route where it
 * is. `unsure`: neither yet. `off`: nothing to judge by, or nothing that would decide.
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'unsure' | 'off';

/** One gate as it stands, for people. Rates are fractions; for `latency` milliseconds of the p99; for `requests` a count. */
export interface GateStatus {
  readonly name: GateName;
  readonly verdict: Verdict;
  readonly service: number | null;
  readonly monolith: number | null;
  /** In the unit of `service`: what the service's number must stay under (for `requests`: reach). */
  readonly limit: number;
  /** Requests (or comparisons) of the service's side that were judged at this step. */
  readonly judged: number;
  /** How sure, 0 to 1: the evidence for passing at this step, as a share of what is needed (logarithmic). */
  readonly progress: number;
}

/**
 * `idle`: the stage is the monolith's, or live: nothing to do. `running`: steps are taken by the gates. `paused`: by a
 * person; bad services are still rolled back. `halted`: rolled back; waits for a person.
 */
export type RolloutPhase = 'idle' | SetPhase;

/** What is remembered of it. */
export type SetPhase = 'running' | 'paused' | 'halted';

/** The field `rollout` of `GET /api/routes`; `null` there for a route without gates. */
export interface RolloutStatus {
  readonly phase: RolloutPhase;
  readonly dryRun: boolean;
  /** What the gates said last: `hold` while there is nothing to do. */
  readonly action: RolloutAction;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
  readonly steps: readonly number[];
  /** Where the next promotion leads. */
  readonly next: Standing | null;
  /** How long this step has been watched, in milliseconds; time in which the proxy was not running is not counted. */
  readonly elapsedMs: number;
  readonly everyMs: number;
  readonly gates: readonly GateStatus[];
}

export type RolloutAction = 'promote' | 'hold' | 'rollback';

/** What changed: a stage (`promote`, `rollback`, `set`, `plan`: the plan was edited), or who decides (`pause`, `resume`). */
export type AuditKind = 'promote' | 'rollback' | 'set' | 'plan' | 'pause' | 'resume';

/** One line of `.banyan/audit.jsonl`, and one entry of `GET /api/audit`. */
export interface AuditEntry {
  /** Rises by one. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly route: string;
  readonly kind: AuditKind;
  readonly from: Standing;
  readonly to: Standing;
  /** What the plan said then. */
  readonly planned: Standing;
  /** Whether the gates may move the route from there. */
  readonly phase: SetPhase;
  /** A person's name, `gates`, or `plan`. */
  readonly by: string;
  readonly why: string;
  /** A dry run: it says what would have been done. `to` is then what was not taken. */
  readonly dryRun?: true;
}

/** `GET /api/audit?limit=N`. */
export interface AuditAnswer {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** Where promotions and rollbacks are told. */
export interface WebhookSpec {
  readonly url: string;
  /** Signs what is sent (HMAC-SHA256); none: unsigned. */
  readonly secret: string | undefined;
}
