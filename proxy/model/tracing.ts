/** Where spans go and which requests get one; absent: traces are passed on and nothing else. */
export interface TracingSpec {
  /** OTLP/HTTP, JSON: `http://127.0.0.1:4318/v1/traces`. */
  readonly endpoint: string;
  /** Share, 0 to 1, of the requests without a `traceparent` for which a sampled trace is begun. */
  readonly share: number;
  /** `service.name` of the spans. */
  readonly serviceName: string;
}

/** The part of a trace that one request is (W3C Trace Context, level 1). */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: this hop's span, which is the parent of the upstream's. */
  readonly spanId: string;
  /** The caller's span; empty where the trace begins here. */
  readonly parentId: string;
  readonly sampled: boolean;
}
