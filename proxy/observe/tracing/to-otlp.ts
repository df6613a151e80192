import type { TraceContext } from '../../model/tracing.ts';

/** One finished request as a span. */
export interface Span extends TraceContext {
  readonly method: string;
  /** The route's template; never the raw path, which may hold what is private. Empty for requests that no route takes. */
  readonly template: string;
  readonly route: string;
  readonly side: string;
  readonly status: number;
  /** Why the proxy itself answered or cut; empty where the upstream's answer went through. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
}

const SERVER = 2;
const ERROR = 2;

/** An `ExportTraceServiceRequest` in OTLP's JSON mapping (ids in hexadecimal, 64-bit numbers as text). */
export function toOtlp(spans: readonly Span[], serviceName: string): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', serviceName)] },
        scopeSpans: [{ scope: { name: 'banyan-proxy' }, spans: spans.map(toSpan) }],
      },
    ],
  });
}

function toSpan(span: Span): object {
  const { traceId, spanId, parentId, method, template, status } = span;
  return {
    traceId,
    spanId,
    ...(parentId === '' ? {} : { parentSpanId: parentId }),
    name: template === '' ? method : `${method} ${template}`,
    kind: SERVER,
    startTimeUnixNano: nano(span.startMs),
    endTimeUnixNano: nano(span.endMs),
    attributes: [
      attribute('http.request.method', method),
      ...(template === '' ? [] : [attribute('http.route', template)]),
      { key: 'http.response.status_code', value: { intValue: String(status) } },
      attribute('banyan.route', span.route),
      attribute('banyan.side', span.side),
      ...(span.reason === '' ? [] : [attribute('error.type', span.reason)]),
    ],
    status: status >= 500 ? { code: ERROR } : {},
  };
}

function attribute(key: string, text: string): object {
  return { key, value: { stringValue: text } };
}

function nano(milliseconds: number): string {
  return `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;
}
