import type { Endpoint } from '../../model/evidence.ts';
import type { CalledEndpoint, CalledTogether, Traffic, UndeclaredEndpoint } from '../../model/traffic.ts';
import { DeclaredPaths } from './declared-paths.ts';
import type { ObservedEndpoint, ObservedTraffic } from './read-traffic.ts';

/** Pairs kept: the most frequent. */
const MOST_PAIRS = 2000;

interface Tally {
  readonly endpoint: Endpoint;
  requests: number;
  errors: number;
  busiest: ObservedEndpoint;
}

/** What was seen, by the endpoints that the code declares. Pure; the order of the summaries does not matter. */
export function matchTraffic(summaries: readonly ObservedTraffic[], endpoints: readonly Endpoint[]): Traffic {
  const declared = new DeclaredPaths(endpoints);
  const called = new Map<string, Tally>();
  const undeclared = new Map<string, UndeclaredEndpoint>();
  const pairs = new Map<string, CalledTogether>();
  for (const { endpoints: observed, together } of summaries) {
    const owners = observed.map((seen) => declared.find(seen.method, seen.path));
    for (const [at, seen] of observed.entries()) {
      const owner = owners[at];
      if (owner) tally(called, owner, seen);
      else note(undeclared, seen);
    }
    for (const { a, b, times } of together) pair(pairs, [owners[a]?.id, owners[b]?.id], times);
  }
  return {
    requests: summaries.reduce((sum, { requests }) => sum + requests, 0),
    called: [...called.values()].map(toCalled).sort((a, b) => compare(a.id, b.id)),
    neverCalled: endpoints
      .filter(({ protocol, id }) => protocol === 'http' && !called.has(id))
      .map(({ id }) => id)
      .sort(compare),
    undeclared: [...undeclared.values()].sort(
      (a, b) => b.requests - a.requests || compare(`${a.path} ${a.method}`, `${b.path} ${b.method}`),
    ),
    together: [...pairs.values()]
      .sort((x, y) => y.times - x.times || compare(x.a, y.a) || compare(x.b, y.b))
      .slice(0, MOST_PAIRS),
  };
}

function tally(called: Map<string, Tally>, endpoint: Endpoint, seen: ObservedEndpoint): void {
  const known = called.get(endpoint.id);
  if (known === undefined) {
    called.set(endpoint.id, { endpoint, requests: seen.requests, errors: seen.errors, busiest: seen });
    return;
  }
  known.requests += seen.requests;
  known.errors += seen.errors;
  if (isBusier(seen, known.busiest)) known.busiest = seen;
}

function isBusier(one: ObservedEndpoint, other: ObservedEndpoint): boolean {
  return (
    (one.requests - other.requests ||
      (one.p99Ms ?? 0) - (other.p99Ms ?? 0) ||
      compare(other.path, one.path)) > 0
  );
}

/** What was only ever answered 404, or asks what is allowed (CORS), is no endpoint. */
function note(undeclared: Map<string, UndeclaredEndpoint>, seen: ObservedEndpoint): void {
  const { method, path, requests, missing } = seen;
  if (requests <= missing || method === 'OPTIONS') return;
  const key = `${method} ${path}`;
  undeclared.set(key, { method, path, requests: requests + (undeclared.get(key)?.requests ?? 0) });
}

type MaybeIds = readonly [string | undefined, string | undefined];

function pair(pairs: Map<string, CalledTogether>, [one, other]: MaybeIds, times: number): void {
  if (one === undefined || other === undefined || one === other) return;
  const [a, b] = one < other ? [one, other] : [other, one];
  const key = `${a}\n${b}`;
  pairs.set(key, { a, b, times: times + (pairs.get(key)?.times ?? 0) });
}

function toCalled({ endpoint, requests, errors, busiest: { p50Ms, p99Ms } }: Tally): CalledEndpoint {
  const latency = p50Ms === null || p99Ms === null ? {} : { p50Ms, p99Ms };
  return { id: endpoint.id, module: endpoint.module, requests, errors, ...latency };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
