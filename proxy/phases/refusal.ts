/** A request that the proxy answers itself, with why: in the body for the client, in log and metrics for operators. */
export interface Refusal {
  readonly status: number;
  /** Kebab case, of a closed set: a metric label. */
  readonly reason: string;
  readonly detail: string;
  /** The connection cannot be trusted to be in step any more. */
  readonly close: boolean;
  readonly retryAfter?: number;
}

export function refusal(status: number, reason: string, detail: string, close = false): Refusal {
  return { status, reason, detail, close };
}
