/** One observed endpoint: a method and a template learnt from raw paths, or the plan's. */
export interface ObservedEndpoint {
  readonly method: string;
  /** `/api/orders/:id`; a last `*` stands for what was too deep or too varied to follow. */
  readonly path: string;
  readonly requests: number;
  /** 5xx answers. */
  readonly errors: number;
  /** 404 and 405 answers: asked for, and not there. */
  readonly missing: number;
  /** Milliseconds; `null` where no latency was known. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** How often one client called both within a short while; `a` < `b` are places in the list of endpoints. */
export interface CalledTogether {
  readonly a: number;
  readonly b: number;
  readonly times: number;
}

/** A file under `.banyan/traffic/`: what was seen, without a client, a query or a body. */
export interface TrafficSummary {
  readonly formatVersion: 1;
  /** Where it comes from: `proxy`, or the kind of file that was imported. */
  readonly source: string;
  /** ISO 8601; `null` where nothing was seen. */
  readonly from: string | null;
  readonly to: string | null;
  readonly requests: number;
  /** Sorted by path, then method. */
  readonly endpoints: readonly ObservedEndpoint[];
  /** Sorted by `a`, then `b`. */
  readonly together: readonly CalledTogether[];
}
