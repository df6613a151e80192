import type { UpstreamFault } from '../upstream/fault.ts';
import type { Connection } from '../upstream/connection.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { Exchange } from './exchange.ts';
import { cut, refuse } from './refuse.ts';
import { requestHead } from './request-head.ts';
import { type Refusal, refusal } from './refusal.ts';

/** The fifth phase: a place at the upstream, a connection, the request on it. The answer comes back through `respond`. */
export function forward(exchange: Exchange, upstream: Upstream): void {
  const { context } = exchange;
  exchange.upstream = upstream;
  const { timeouts } = exchange.entry;
  if (timeouts.total > 0 && !exchange.fellBack)
    exchange.totalDeadline = context.deadlines.now + timeouts.total;
  if (upstream.breaker !== undefined) {
    if (!upstream.breaker.allows(context.now())) {
      fallBackOr(
        exchange,
        'unsent',
        busy('breaker-open', `${upstream.id} fails or is too slow, and is being left alone.`),
      );
      return;
    }
    exchange.watched = true;
  }
  upstream.retries.request();
  if (upstream.gate.enter()) exchange.admit();
  else if (upstream.gate.wait(exchange)) exchange.arm('place', upstream.spec.concurrency.waitMs);
  else fallBackOr(exchange, 'unsent', busy('queue-full', `${upstream.id} has no free place.`));
}

/** A place is free: takes a connection to one of the addresses. */
export function send(exchange: Exchange, fresh = false): void {
  const { upstream } = exchange;
  const endpoint = upstream.pick(exchange.endpoint);
  exchange.endpoint = endpoint;
  endpoint.active++;
  exchange.engaged = true;
  exchange.arm('connect', exchange.entry.timeouts.connect);
  if (fresh) use(exchange, endpoint.pool.connect());
  else endpoint.pool.acquire(!isIdempotent(exchange), (connection) => use(exchange, connection));
}

function use(exchange: Exchange, connection: Connection): void {
  if (exchange.over) {
    connection.abort();
    return;
  }
  exchange.attempts++;
  exchange.connection = connection;
  connection.begin(exchange);
  const head = requestHead(exchange, exchange.upstream);
  exchange.copy?.sent(head);
  connection.write(head);
  if (connection.connected) exchange.body.start();
}

/** The attempt is lost. Tries again where it is safe, then the monolith, then says so. */
export function failed(exchange: Exchange, fault: UpstreamFault): void {
  const { context, upstream } = exchange;
  leaveEndpoint(exchange, false);
  if (exchange.over) return;
  if (exchange.headSent) {
    settle(exchange, false);
    cut(exchange, fault.timeout ? 'upstream-stalled' : 'upstream-cut');
    return;
  }
  if (canRetry(exchange, fault, context.now())) {
    exchange.stats.retries++;
    send(exchange, fault.reused);
    return;
  }
  settle(exchange, false);
  const status = fault.timeout ? 504 : 502;
  const reason = fault.timeout ? `${fault.stage}-timeout` : REASONS[fault.stage];
  fallBackOr(
    exchange,
    fault.stage === 'connect' ? 'unsent' : 'sent',
    refusal(status, reason, `${upstream.id}: ${fault.reason}.`),
  );
}

const REASONS = { connect: 'cannot-connect', answer: 'no-answer', body: 'bad-answer' } as const;

/** An answer that says "not now" (502, 503, 504) from a service whose monolith can still be asked. */
export function declines(exchange: Exchange, status: number): boolean {
  return status >= 502 && status <= 504 && mayFallBack(exchange, 'sent');
}

/** Drops the service's answer, counted with `status`, and asks the monolith. */
export function fallBack(exchange: Exchange, status: number): void {
  settle(exchange, false);
  exchange.connection?.abort();
  leaveEndpoint(exchange, false);
  const { stats, context } = exchange;
  stats.fallbacks++;
  const milliseconds = context.now() - exchange.startedAt;
  stats.count(exchange.method, status, milliseconds);
  stats.time(milliseconds);
  exchange.fellBack = true;
  exchange.side = 'monolith';
  exchange.stats.inFlight--;
  exchange.stats = exchange.entry.stats.monolith;
  exchange.stats.inFlight++;
  exchange.attempts = 0;
  exchange.endpoint = undefined;
  forward(exchange, exchange.context.table.monolith);
}

/** Too long. What happens depends on who kept us waiting. */
export function expire(exchange: Exchange): void {
  const { upstream } = exchange;
  switch (exchange.wait) {
    case 'place':
      upstream.gate.withdraw(exchange);
      fallBackOr(exchange, 'unsent', busy('queue-timeout', `${upstream.id} had no free place in time.`));
      return;
    case 'body':
      settle(exchange, undefined);
      refuse(exchange, bodyRefusal(exchange));
      return;
    case 'reader':
      settle(exchange, undefined);
      cut(exchange, 'client-stalled');
      return;
    case 'connect':
    case 'answer':
    case 'idle':
    default:
      timeOut(exchange);
  }
}

function timeOut(exchange: Exchange): void {
  const { connection } = exchange;
  const sent = connection?.connected === true;
  const reused = (connection?.uses ?? 0) > 1;
  connection?.abort();
  const stage = exchange.headSent ? 'body' : sent ? 'answer' : 'connect';
  failed(exchange, { stage, reason: 'no answer in time', reused, timeout: true });
}

function bodyRefusal({ reason, context }: Exchange): Refusal {
  return reason === 'body-too-large'
    ? refusal(413, reason, `The body is over ${context.limits.bodyBytes} bytes.`, true)
    : refusal(408, 'body-timeout', 'The body did not arrive in time.', true);
}

function busy(reason: string, detail: string): Refusal {
  return { status: 503, reason, detail, close: false, retryAfter: 1 };
}

function fallBackOr(exchange: Exchange, progress: 'unsent' | 'sent', answer: Refusal): void {
  if (mayFallBack(exchange, progress)) fallBack(exchange, answer.status);
  else refuse(exchange, answer);
}

/**
 * The monolith answers for the service where asking twice does no harm: safe methods (RFC 9110 §9.2.1) without a body.
 * In a canary, where both sides are right for every request, also whatever was never sent.
 */
function mayFallBack(exchange: Exchange, progress: 'unsent' | 'sent'): boolean {
  const { route } = exchange.entry;
  if (exchange.side !== 'service' || route?.fallback !== true || exchange.headSent) return false;
  if (progress === 'unsent' && route.stage !== 'live') return exchange.body.untouched;
  return isSafe(exchange.method) && exchange.body.kind === 'none';
}

/**
 * Nothing sent: the next address may have it. Sent on a kept connection that died without a byte: it was stale, so once
 * more on a fresh one. Sent on a fresh one: again only within the budget. Never what may not be repeated.
 */
function canRetry(exchange: Exchange, fault: UpstreamFault, now: number): boolean {
  const { upstream, context, attempts, body } = exchange;
  if (fault.stage === 'connect') return body.untouched && attempts < upstream.endpoints.length;
  if (fault.timeout || fault.stage === 'body') return false;
  if (!isIdempotent(exchange) || body.kind !== 'none') return false;
  if (fault.reused) return attempts <= 2;
  return attempts <= context.retryAttempts && upstream.retries.take(now);
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

function isIdempotent({ method }: Exchange): boolean {
  return isSafe(method) || method === 'PUT' || method === 'DELETE';
}

/** Gives back what is held at the upstream. `good`: how it did; `undefined` where that cannot be told. */
export function settle(exchange: Exchange, good: boolean | undefined): void {
  const { upstream, context } = exchange;
  if (exchange.watched) {
    exchange.watched = false;
    if (good === undefined) upstream.breaker?.forget();
    else upstream.breaker?.report(good, context.now());
  }
  if (exchange.admitted) {
    exchange.admitted = false;
    upstream.gate.leave();
  }
}

/** The endpoint has done with the attempt. `good`: how it did; `undefined` where that cannot be told. */
export function leaveEndpoint(exchange: Exchange, good: boolean | undefined): void {
  exchange.connection = undefined;
  const { endpoint, context } = exchange;
  if (endpoint === undefined || !exchange.engaged) return;
  exchange.engaged = false;
  endpoint.active--;
  if (good !== undefined) endpoint.report(good, context.now());
}
