/** Observed traffic, brought together with the endpoints that the code declares. All lists are sorted. */
export interface Traffic {
  readonly requests: number;
  /** Declared endpoints that were called, by id. */
  readonly called: readonly CalledEndpoint[];
  /** Ids of declared HTTP endpoints that nobody called. */
  readonly neverCalled: readonly string[];
  /** Called and answered, but declared nowhere that was read; most requests first. */
  readonly undeclared: readonly UndeclaredEndpoint[];
  /** Declared endpoints that the same client called shortly after one another; most often first. */
  readonly together: readonly CalledTogether[];
}

export interface CalledEndpoint {
  /** Of the endpoint. */
  readonly id: string;
  readonly module: string;
  readonly requests: number;
  /** 5xx answers. */
  readonly errors: number;
  /** Milliseconds; absent where no latency was known. Of several observed templates, the busiest one's. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
}

export interface UndeclaredEndpoint {
  readonly method: string;
  /** As it was learnt: `/orders/:id`. */
  readonly path: string;
  readonly requests: number;
}

export interface CalledTogether {
  readonly a: string;
  readonly b: string;
  readonly times: number;
}
