import type { IncomingMessage, ServerResponse } from 'node:http';
import { bucketOf, fieldValue } from '../routing/bucket.ts';
import { type Side, decide } from '../routing/decide.ts';
import type { ShadowRule } from '../model/shadow-rule.ts';
import type { RouteEntry } from '../routing/live-table.ts';
import type { RoutedRequest } from '../routing/matcher.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { Context } from './context.ts';
import { Exchange } from './exchange.ts';
import { forward, leaveEndpoint, settle } from './forward.ts';
import { refusalOf } from './limits.ts';
import { matchRequest } from './match.ts';
import { end } from './observe.ts';
import { type Peer, peerOf } from './peer.ts';
import { type Refusal, refusal } from './refusal.ts';
import { refuse } from './refuse.ts';
import { type Target, targetOf } from './target.ts';

/** Accepts a request. A bug that one request meets ends that request, and not the others of this process. */
export function accept(request: IncomingMessage, response: ServerResponse, context: Context): void {
  try {
    pass(request, response, context);
  } catch (error) {
    context.report(`bug, please report: ${(error as Error).stack ?? String(error)}`);
    response.destroy();
  }
}

/** The first phase, and the order of the others. */
function pass(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const exchange = open(request, response, context);
  response.on('close', () => {
    if (!exchange.over) abandon(exchange);
  });
  response.on('error', ignore);
  request.on('error', ignore);
  const refused = place(exchange);
  if (refused) {
    refuse(exchange, refused);
    return;
  }
  if (exchange.entry.shadow !== undefined && exchange.side === 'monolith')
    copy(exchange, exchange.entry.shadow);
  forward(exchange, upstreamOf(exchange));
}

/** Beside the phases: a copy for the service, if this request is one to be mirrored. */
function copy(exchange: Exchange, rule: ShadowRule): void {
  const { context, entry, method, requestId, host, startedAt, request } = exchange;
  const { label: route, stats } = entry;
  const order = { route, rule, stats: stats.shadow, method, requestId, host, startedAt };
  exchange.copy = context.mirror?.take(order, Number(request.headers['content-length'] ?? 0));
}

/** Phases two to four: limits, match, decide. Gives the refusal, where the request goes no further. */
export function place(exchange: Exchange): Refusal | undefined {
  const { request, context } = exchange;
  const refused = refusalOf(request, context.limits) ?? targetRefusal(exchange);
  if (refused) return refused;
  const entry = matchRequest(context.table, routedRequest(exchange));
  if (entry === undefined) return AMBIGUOUS;
  exchange.stats.inFlight--;
  exchange.entry = entry;
  exchange.side = sideOf(request, entry, exchange);
  exchange.stats = entry.stats[exchange.side];
  exchange.stats.inFlight++;
  return undefined;
}

export function upstreamOf({ side, entry, context }: Exchange): Upstream {
  return side === 'service' && entry.service ? entry.service : context.table.monolith;
}

const NO_TARGET: Target = { forwarded: '/', path: '/', query: '', authority: undefined };
const BAD_TARGET = refusal(400, 'bad-target', 'The request target is of no form that is served here.', true);
const AMBIGUOUS = refusal(
  400,
  'ambiguous-path',
  'Servers read this path in different ways, and the readings belong to different owners.',
);
const LOOP = refusal(
  508,
  'loop',
  'This request has been here before: an upstream leads back to this proxy.',
  true,
);

/** Begins an exchange, and counts it. */
export function open(request: IncomingMessage, response: ServerResponse, context: Context): Exchange {
  const peer = peerOf(request);
  const target = targetOf(request.method as string, request.url as string) ?? NO_TARGET;
  const parts = { context, request, response, peer, target };
  const exchange = new Exchange(parts, requestIdOf(request, peer, context));
  context.inFlight++;
  exchange.stats.inFlight++;
  context.deadlines.add(exchange);
  return exchange;
}

function targetRefusal(exchange: Exchange): Refusal | undefined {
  return exchange.target === NO_TARGET ? BAD_TARGET : loopOf(exchange);
}

/** Whatever goes wrong with a client's streams also closes them, and that is what is acted on. */
function ignore(): void {}

const REQUEST_ID = /^[\w.:/+=-]{1,128}$/u;

/** A trusted peer's id is kept, so that one id follows a request through all its hops. */
function requestIdOf({ headers }: IncomingMessage, { trusted }: Peer, context: Context): string {
  const given = headers['x-request-id'];
  return trusted && typeof given === 'string' && REQUEST_ID.test(given) ? given : context.nextRequestId();
}

function loopOf({ request, context }: Exchange): Refusal | undefined {
  const { via } = request.headers;
  return via !== undefined && via.split(/[\s,]+/u).includes(context.via) ? LOOP : undefined;
}

/** A request in the words that routes are written in. */
function routedRequest({ method, host, target, request }: Exchange): RoutedRequest {
  return { method, host: hostName(host), path: target.path, query: target.query, headers: request.headers };
}

function hostName(authority: string): string {
  const colon = authority.lastIndexOf(':');
  const name = colon > authority.lastIndexOf(']') ? authority.slice(0, colon) : authority;
  return name.toLowerCase();
}

interface Surroundings {
  readonly peer: Peer;
  readonly context: Context;
}

/** The fourth phase. */
export function sideOf(request: IncomingMessage, entry: RouteEntry, { peer, context }: Surroundings): Side {
  const { route, service } = entry;
  if (route === undefined || service === undefined) return 'monolith';
  const { headers } = request;
  let override: Side | undefined;
  for (const field of route.overrides) {
    const value = fieldValue(headers, field);
    if (value === 'service' || value === 'monolith') override ??= value;
  }
  const bucket =
    route.stage === 'canary' ? bucketOf(route, headers, clientAddress(headers, peer), context.stickyKey) : 0;
  return decide(route, { override, bucket });
}

/** The client's own address: of the peer, or, behind trusted proxies, what they say. */
function clientAddress(headers: IncomingMessage['headers'], peer: Peer): string {
  const given = peer.trusted ? headers['x-forwarded-for'] : undefined;
  return typeof given === 'string' ? (given.split(',', 1)[0] as string).trim() : peer.address;
}

/** The client left: nobody waits for the answer, so the upstream need not work on it. */
function abandon(exchange: Exchange): void {
  exchange.upstream.gate.withdraw(exchange);
  settle(exchange, exchange.headSent ? true : undefined);
  exchange.connection?.abort();
  leaveEndpoint(exchange, undefined);
  exchange.stats.aborted++;
  exchange.reason = 'client-gone';
  if (!exchange.headSent) exchange.status = 499;
  end(exchange);
}
