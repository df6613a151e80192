import type { Plan } from '../../plan/index.ts';
import { ProxyError } from '../proxy-error.ts';
import {
  DEFAULT_BREAKER,
  DEFAULT_CONCURRENCY,
  DEFAULT_EJECTION,
  DEFAULT_TIMEOUTS,
  DNS_MS,
  SLOW_RATIO,
  UPSTREAM_IDLE_MS,
} from '../model/defaults.ts';
import type { Timeouts } from '../model/limits.ts';
import type { Condition, Route, RouteMatch, RouteTable } from '../model/route.ts';
import type { Address, BreakerRule, ConcurrencyRule, UpstreamSpec, UpstreamTls } from '../model/upstream.ts';
import { compileShadow } from './compile-shadow.ts';
import { findConflict } from './conflicts.ts';

type PlannedRoute = Plan['routes'][number];
type PlannedUpstream = NonNullable<Plan['services'][string]['upstream']>;
/** What only the surroundings know. */
interface Outside {
  /** Reads the certificates and secrets that the plan names. */
  readonly readFile: (path: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The plan as the proxy follows it.
 * Throws `ProxyError`: no monolith to send to, routes that contradict each other, a certificate that cannot be read.
 */
export function compilePlan(plan: Plan, outside: Outside): RouteTable {
  if (plan.monolith === undefined) {
    throw new ProxyError(
      'BAD_UPSTREAM',
      'The plan does not say where the monolith listens.',
      'Say it: banyan plan upstream monolith http://127.0.0.1:3000',
    );
  }
  const routes = plan.routes.map((route) => toRoute(route, plan, outside));
  const conflict = findConflict(routes);
  if (conflict) {
    throw new ProxyError(
      'CONFLICTING_ROUTES',
      `Routes "${conflict[0].id}" and "${conflict[1].id}" ask for the same requests.`,
      'Give one of them another path, method, host, header or query, or remove it.',
    );
  }
  const toSpec = (id: string, upstream: PlannedUpstream): UpstreamSpec =>
    toUpstream(id, upstream, { plan, readFile: outside.readFile });
  const services = Object.entries(plan.services).flatMap(([id, { upstream }]): [string, UpstreamSpec][] =>
    upstream === undefined ? [] : [[id, toSpec(id, upstream)]],
  );
  return {
    routes,
    monolith: { ...toSpec('monolith', plan.monolith.upstream), breaker: undefined },
    services: new Map(services),
    timeouts: resolveTimeouts(plan.proxy?.timeouts),
  };
}

function toRoute(planned: PlannedRoute, { proxy }: Plan, outside: Outside): Route {
  return {
    id: planned.id,
    match: toMatch(planned.match),
    service: planned.service,
    stage: planned.stage,
    percent: planned.canary?.percent ?? 0,
    sticky: planned.canary?.stickyBy ?? { kind: 'address' },
    overrides: planned.override ?? proxy?.override ?? [],
    timeouts: resolveTimeouts(proxy?.timeouts, planned.timeout),
    fallback: planned.fallback === 'monolith',
    gated: planned.gates !== undefined,
    shadow: compileShadow(planned, outside),
  };
}

function toMatch({ host, method, path, header, query }: PlannedRoute['match']): RouteMatch {
  return {
    hosts: host ?? [],
    methods: method ?? [],
    path,
    headers: toConditions(header),
    query: toConditions(query),
  };
}

function toConditions(written: Readonly<Record<string, string>> = {}): Condition[] {
  return Object.entries(written).map(([name, value]) => ({ name, value: value === '*' ? undefined : value }));
}

type WrittenTimeouts = NonNullable<PlannedRoute['timeout']>;

/** Later ones win, field by field. */
function resolveTimeouts(...written: readonly (WrittenTimeouts | undefined)[]): Timeouts {
  const given: WrittenTimeouts = Object.assign({}, ...written) as WrittenTimeouts;
  return {
    connect: given.connect ?? DEFAULT_TIMEOUTS.connect,
    response: given.firstByte ?? DEFAULT_TIMEOUTS.response,
    idle: given.idle ?? DEFAULT_TIMEOUTS.idle,
    total: given.total ?? DEFAULT_TIMEOUTS.total,
  };
}

interface Surroundings {
  readonly plan: Plan;
  readonly readFile: Outside['readFile'];
}

function toUpstream(id: string, planned: PlannedUpstream, { plan, readFile }: Surroundings): UpstreamSpec {
  const { tls, health } = planned;
  return {
    id,
    addresses: planned.addresses.map(toAddress),
    balance: planned.balance,
    tls: toTls(tls, readFile),
    breaker: toBreaker(plan.proxy?.breaker),
    ejection: DEFAULT_EJECTION,
    health: health && {
      path: health.path,
      intervalMs: health.every,
      timeoutMs: health.timeout,
      healthyAfter: health.healthyAfter,
      unhealthyAfter: health.unhealthyAfter,
    },
    concurrency: toConcurrency(planned.maxConcurrent, plan.proxy?.limits),
    connections: planned.maxConnections ?? Infinity,
    idleMs: UPSTREAM_IDLE_MS,
    dnsMs: DNS_MS,
    keepHost: planned.host === 'keep',
  };
}

function toTls(planned: PlannedUpstream['tls'], readFile: Outside['readFile']): UpstreamTls {
  const { ca, cert, key, serverName } = planned ?? {};
  return {
    verify: true,
    ...(ca === undefined ? {} : { ca: readFile(ca) }),
    ...(cert === undefined ? {} : { cert: readFile(cert) }),
    ...(key === undefined ? {} : { key: readFile(key) }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

function toAddress(planned: PlannedUpstream['addresses'][number]): Address {
  if (planned.kind === 'unix') {
    return { protocol: 'http', host: '', port: 0, socketPath: planned.path, label: `unix:${planned.path}` };
  }
  const protocol = planned.secure ? 'https' : 'http';
  const host = planned.host.includes(':') ? `[${planned.host}]` : planned.host;
  return { protocol, host: planned.host, port: planned.port, label: `${protocol}://${host}:${planned.port}` };
}

/** A plan that asks for more patience in a row asks for it in the window too. */
function toBreaker(planned: NonNullable<Plan['proxy']>['breaker']): BreakerRule {
  const slow = planned?.slow;
  const failures = planned?.failures ?? DEFAULT_BREAKER.consecutiveFailures;
  return {
    ...DEFAULT_BREAKER,
    consecutiveFailures: failures,
    minRequests: Math.max(DEFAULT_BREAKER.minRequests, failures * 4),
    openMs: planned?.openFor ?? DEFAULT_BREAKER.openMs,
    slow: slow && { overMs: slow.over, ratio: (slow.share ?? SLOW_RATIO * 100) / 100 },
  };
}

function toConcurrency(
  own: number | undefined,
  limits: NonNullable<Plan['proxy']>['limits'],
): ConcurrencyRule {
  return {
    limit: own ?? limits?.concurrent ?? DEFAULT_CONCURRENCY.limit,
    queue: limits?.queue ?? DEFAULT_CONCURRENCY.queue,
    waitMs: limits?.queueTimeout ?? DEFAULT_CONCURRENCY.waitMs,
  };
}
