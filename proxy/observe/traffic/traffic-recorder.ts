import type { CalledTogether, ObservedEndpoint, TrafficSummary } from '../../model/traffic.ts';
import { LATENCY_BOUNDS, latencyBucket } from '../route-stats.ts';
import { Companions } from './companions.ts';
import { type PathNode, PathTree, settled } from './path-tree.ts';

/** One request as it was seen. */
export interface SeenRequest {
  readonly method: string;
  /** Raw, without the query; or the plan's template, where `isTemplate`. */
  readonly path: string;
  readonly isTemplate: boolean;
  readonly status: number;
  /** Milliseconds; NaN where it is not known. */
  readonly ms: number;
  /** A number that is the same for the same client; it is not kept. NaN where there is none. */
  readonly client: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Counts {
  readonly serial: number;
  readonly method: string;
  readonly node: PathNode<Methods>;
  requests: number;
  errors: number;
  missing: number;
  readonly latency: Float64Array;
  /** Requests of a template that its place has not been told of. */
  unplaced: number;
}

type Methods = Map<string, Counts>;

const HITS_AT_ONCE = 64;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Turns requests into a summary of endpoints, in bounded memory and a microsecond or two each. */
export class TrafficRecorder {
  readonly #tree = new PathTree<Methods>(joinMethods);
  readonly #companions = new Companions<Counts>();
  /** The plan's templates, by path and method: as many as it has routes. */
  readonly #templates = new Map<string, Methods>();
  #serial = 0;
  #requests = 0;
  #from = Infinity;
  #to = -Infinity;

  note(seen: SeenRequest): void {
    this.#requests++;
    if (seen.at < this.#from) this.#from = seen.at;
    if (seen.at > this.#to) this.#to = seen.at;
    // What is not there is asked for by scanners, with ever new names: it teaches nothing about the endpoints.
    if (isMissing(seen.status) && !seen.isTemplate) return;
    const method = METHODS.has(seen.method) ? seen.method : 'OTHER';
    const counts = seen.isTemplate
      ? this.#templated(seen.path, method)
      : this.#countsOf(seen.path, method, 1);
    countInto(counts, seen);
    if (!Number.isNaN(seen.client)) this.#companions.saw(seen.client, counts, seen.at);
  }

  /** Takes an earlier summary in, so that a restart goes on where the last run ended. */
  add(summary: TrafficSummary): void {
    this.#requests += summary.requests;
    if (summary.from !== null) this.#from = Math.min(this.#from, Date.parse(summary.from));
    if (summary.to !== null) this.#to = Math.max(this.#to, Date.parse(summary.to));
    const all = summary.endpoints.map((endpoint) => {
      const counts = this.#countsOf(endpoint.path, endpoint.method, endpoint.requests);
      counts.requests += endpoint.requests;
      counts.errors += endpoint.errors;
      counts.missing += endpoint.missing;
      addLatency(counts.latency, endpoint);
      return counts;
    });
    for (const { a, b, times } of summary.together) {
      const [one, other] = [all[a], all[b]];
      if (one && other) this.#companions.add(one, other, times);
    }
  }

  summary(source: string): TrafficSummary {
    const places = [...this.#tree.places()]
      .flatMap(([path, { value }]) =>
        [...(value ?? [])].map(([method, counts]) => ({ path, method, counts })),
      )
      .sort((x, y) => compare(x.path, y.path) || compare(x.method, y.method));
    const index = new Map(places.map(({ counts }, at) => [counts, at]));
    return {
      formatVersion: 1,
      source,
      from: this.#requests === 0 ? null : new Date(this.#from).toISOString(),
      to: this.#requests === 0 ? null : new Date(this.#to).toISOString(),
      requests: this.#requests,
      endpoints: places.map(({ path, method, counts }) => toEndpoint(path, method, counts)),
      together: this.#together(index),
    };
  }

  /** A template is found once, and its place is told of its requests by the dozen: only rare names need a count. */
  #templated(path: string, method: string): Counts {
    let methods = this.#templates.get(path);
    if (methods === undefined) this.#templates.set(path, (methods = new Map()));
    const known = methods.get(method);
    if (known !== undefined && known.node.movedTo === undefined && ++known.unplaced < HITS_AT_ONCE)
      return known;
    const counts = this.#countsOf(path, method, known === undefined ? 1 : HITS_AT_ONCE);
    counts.unplaced = 0;
    methods.set(method, counts);
    return counts;
  }

  #countsOf(path: string, method: string, hits: number): Counts {
    const node = this.#tree.place(path, hits);
    node.value ??= new Map();
    let counts = node.value.get(method);
    if (counts === undefined) {
      const latency = new Float64Array(LATENCY_BOUNDS.length + 1);
      counts = {
        serial: this.#serial++,
        method,
        node,
        requests: 0,
        errors: 0,
        missing: 0,
        latency,
        unplaced: 0,
      };
      node.value.set(method, counts);
    }
    return counts;
  }

  #together(index: ReadonlyMap<Counts, number>): CalledTogether[] {
    const sums = new Map<string, { a: number; b: number; times: number }>();
    for (const { a, b, times } of this.#companions.pairs()) {
      const [one, other] = [placeOf(a, index), placeOf(b, index)];
      if (one === undefined || other === undefined || one === other) continue;
      const [low, high] = one < other ? [one, other] : [other, one];
      const known = sums.get(`${low},${high}`);
      if (known) known.times += times;
      else sums.set(`${low},${high}`, { a: low, b: high, times });
    }
    return [...sums.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  }
}

function isMissing(status: number): boolean {
  return status === 404 || status === 405;
}

function countInto(counts: Counts, { status, ms }: SeenRequest): void {
  counts.requests++;
  if (status >= 500) counts.errors++;
  if (isMissing(status)) counts.missing++;
  if (!(ms >= 0)) return; // Not known.
  const bucket = latencyBucket(ms / 1000);
  counts.latency[bucket] = (counts.latency[bucket] ?? 0) + 1;
}

/** Where counts ended up after their place was folded into another. */
function placeOf(counts: Counts, index: ReadonlyMap<Counts, number>): number | undefined {
  const now = settled(counts.node).value?.get(counts.method);
  return now && index.get(now);
}

function joinMethods(into: Methods, from: Methods): void {
  for (const [method, counts] of from) {
    const known = into.get(method);
    if (known === undefined) {
      into.set(method, counts);
      continue;
    }
    known.requests += counts.requests;
    known.errors += counts.errors;
    known.missing += counts.missing;
    for (const [at, count] of counts.latency.entries()) known.latency[at] = (known.latency[at] ?? 0) + count;
  }
}

function toEndpoint(path: string, method: string, counts: Counts): ObservedEndpoint {
  const { requests, errors, missing, latency } = counts;
  const [p50Ms, p99Ms] = [quantile(latency, 0.5), quantile(latency, 0.99)];
  return { method, path, requests, errors, missing, p50Ms, p99Ms };
}

/** The upper bound of the bucket that holds the quantile, in milliseconds; the last bucket has twice the bound before it. */
function quantile(latency: Float64Array, share: number): number | null {
  const total = latency.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [at, count] of latency.entries()) {
    below += count;
    if (below >= total * share) return boundMs(at);
  }
  return null;
}

function boundMs(bucket: number): number {
  const bound = LATENCY_BOUNDS[bucket] ?? (LATENCY_BOUNDS.at(-1) ?? 0) * 2;
  return Math.round(bound * 1000);
}

/** Two quantiles are what a summary keeps: they put the counts back where they were to within a bucket. */
function addLatency(latency: Float64Array, { requests, p50Ms, p99Ms }: ObservedEndpoint): void {
  if (p50Ms === null || p99Ms === null) return;
  const slow = Math.ceil(requests * 0.02);
  const [usual, late] = [latencyBucket(p50Ms / 1000), latencyBucket(p99Ms / 1000)];
  latency[usual] = (latency[usual] ?? 0) + requests - slow;
  latency[late] = (latency[late] ?? 0) + slow;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
