export type PlanErrorCode =
  | 'PLAN_NOT_FOUND'
  | 'PLAN_UNREADABLE'
  | 'PLAN_TOO_LARGE'
  | 'PLAN_CONFLICT'
  | 'PLAN_INVALID'
  | 'PLAN_VERSION'
  | 'PLAN_ALIASED'
  | 'PLAN_OPERATION'
  | 'PLAN_CHANGED'
  | 'PLAN_LOCKED'
  | 'PLAN_READ_ONLY'
  | 'PLAN_OUTSIDE'
  | 'PLAN_CONTESTED'
  | 'CONFIG_INVALID'
  | 'BASELINE_INVALID'
  | 'BASELINE_GROWTH';

/** One fault in the text of a plan, with its place. */
export interface PlanProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units as editors count. */
  readonly column: number;
  /** Where in the document: keys and indexes from the top. */
  readonly path: readonly (string | number)[];
  readonly hint?: string;
}

/** The plan, or what was asked of it, is at fault. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code: PlanErrorCode;
  readonly hint: string;
  /** Every fault found, in the order of the file; empty where the fault is not in the text. */
  readonly problems: readonly PlanProblem[];

  constructor(code: PlanErrorCode, message: string, hint: string, options: PlanErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.hint = hint;
    this.problems = options.problems ?? [];
  }
}

export interface PlanErrorOptions {
  readonly problems?: readonly PlanProblem[];
  readonly cause?: unknown;
}
