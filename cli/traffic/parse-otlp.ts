import { numberOf, type SeenRequest } from '../../proxy/index.ts';
import { parseRecord } from './parse-json-line.ts';
import { pathOf } from './path-of.ts';

const SERVER = new Set<unknown>([2, 'SPAN_KIND_SERVER']);

interface Span {
  readonly traceId?: string;
  readonly kind?: unknown;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly attributes?: readonly { key?: string; value?: Readonly<Record<string, unknown>> }[];
}

/**
 * The server spans of one OTLP/JSON export (`resourceSpans`), by the stable and the older names of OpenTelemetry's HTTP
 * conventions. Spans of one trace are one client: what it called together is what the trace holds.
 */
export function parseOtlp(text: string): SeenRequest[] | undefined {
  const record = parseRecord(text);
  if (record === undefined || !Array.isArray(record['resourceSpans'])) return undefined;
  return spansOf(record['resourceSpans']).flatMap((span) => {
    const seen = SERVER.has(span.kind) ? toSeen(span) : undefined;
    return seen ? [seen] : [];
  });
}

function spansOf(resources: readonly unknown[]): Span[] {
  return listsIn(listsIn(resources, 'scopeSpans', 'instrumentationLibrarySpans'), 'spans') as Span[];
}

function listsIn(parents: readonly unknown[], ...keys: readonly string[]): unknown[] {
  return parents.flatMap((parent) =>
    keys.flatMap((key) => {
      const list = (parent as Readonly<Record<string, unknown>> | null)?.[key];
      return Array.isArray(list) ? (list as unknown[]) : [];
    }),
  );
}

function toSeen(span: Span): SeenRequest | undefined {
  const attributes = new Map(
    (span.attributes ?? []).map(({ key, value }) => [key, Object.values(value ?? {})[0]]),
  );
  const text = (...names: readonly string[]): string | undefined => {
    const found = names
      .map((name) => attributes.get(name))
      .find((value) => value !== undefined && value !== '');
    return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
  };
  const method = text('http.request.method', 'http.method');
  const route = text('http.route');
  const path = pathOf(route ?? text('url.path', 'http.target', 'url.full', 'http.url') ?? '');
  if (method === undefined || path === undefined) return undefined;
  const [start, end] = [nanoMs(span.startTimeUnixNano), nanoMs(span.endTimeUnixNano)];
  return {
    method,
    path: route === undefined ? path : path.replaceAll(/:[^/]+|\{[^/]+\}|\*\w+/gu, ':id'),
    isTemplate: route !== undefined,
    status: Number(text('http.response.status_code', 'http.status_code') ?? 0),
    ms: end >= start ? end - start : Number.NaN,
    client: span.traceId === undefined ? Number.NaN : numberOf(span.traceId),
    at: start,
  };
}

function nanoMs(nanoseconds: string | number | undefined): number {
  const milliseconds = Number(nanoseconds) / 1e6;
  return Number.isFinite(milliseconds) ? milliseconds : 0;
}
