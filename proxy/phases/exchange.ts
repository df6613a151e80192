import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Timed } from '../resilience/deadlines.ts';
import type { Waiting } from '../resilience/gate.ts';
import type { Side } from '../routing/decide.ts';
import type { RouteEntry } from '../routing/live-table.ts';
import type { TraceContext } from '../model/tracing.ts';
import { traceContext } from '../observe/tracing/trace-context.ts';
import type { RouteStats } from '../observe/route-stats.ts';
import type { Copy } from '../shadow/mirror/copy.ts';
import type { Connection, ResponseSink } from '../upstream/connection.ts';
import type { Endpoint } from '../upstream/endpoint.ts';
import type { UpstreamFault } from '../upstream/fault.ts';
import type { ResponseHead } from '../upstream/response-head.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { RequestBody } from './body.ts';
import type { Context } from './context.ts';
import { expire, failed, send } from './forward.ts';
import { type Peer, streamOf } from './peer.ts';
import { respondData, respondEnd, respondHead, respondInformation, respondWhole } from './respond.ts';
import type { Target } from './target.ts';

/** What an exchange waits for, and so what happens when it waits too long. */
export type Wait = 'place' | 'connect' | 'answer' | 'idle' | 'body' | 'reader';

export interface ExchangeParts {
  readonly context: Context;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly peer: Peer;
  readonly target: Target;
}

/** One request on its way through the phases. Everything about it is here, and nothing outlives it. */
export class Exchange implements ResponseSink, Timed, Waiting {
  readonly context: Context;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly peer: Peer;
  readonly target: Target;
  readonly method: string;
  readonly http2: boolean;
  /** As the client named it: the target's authority before Host (RFC 9112 §3.2.2); empty where it named none. */
  readonly host: string;
  readonly bodiless: boolean;
  readonly upgrading = false;
  readonly startedAt: number;
  readonly requestId: string;
  /** Its part of a trace, where spans are sent. */
  readonly trace: TraceContext | undefined;
  readonly body: RequestBody;
  entry: RouteEntry;
  side: Side = 'monolith';
  upstream: Upstream;
  stats: RouteStats;
  endpoint: Endpoint | undefined;
  connection: Connection | undefined;
  deadline = Infinity;
  totalDeadline = Infinity;
  slot = -1;
  wait: Wait = 'place';
  /** A place at the upstream is held. */
  admitted = false;
  /** The endpoint counts it among its active requests. */
  engaged = false;
  /** The breaker has counted on a report. */
  watched = false;
  attempts = 0;
  /** Fell back to the monolith. */
  fellBack = false;
  status = 0;
  /** Why the proxy itself answered or cut; empty where the upstream's answer went through. */
  reason = '';
  bytesOut = 0;
  answeredAt = 0;
  /** When the upstream had the whole request; known only where its breaker wants to know. */
  askedAt = 0;
  /** Milliseconds from its begin to its end. */
  elapsed = 0;
  headSent = false;
  /** Where the exchange is an upgrade. */
  tunnel: { expire(): void; close(): void } | undefined;
  /** Where it is mirrored: gathers what goes by. */
  copy: Copy | undefined;
  readerStalled = false;
  over = false;
  /** Trailer fields announced by the upstream, lower case. */
  trailerNames: string | undefined;

  constructor({ context, request, response, peer, target }: ExchangeParts, requestId: string) {
    this.context = context;
    this.request = request;
    this.response = response;
    this.peer = peer;
    this.target = target;
    this.method = request.method as string;
    this.http2 = streamOf(request) !== undefined;
    this.host = hostOf(request, target);
    this.bodiless = this.method === 'HEAD';
    this.requestId = requestId;
    this.trace = traceOf(request, context);
    this.startedAt = context.now();
    this.entry = context.table.unrouted;
    this.upstream = context.table.monolith;
    this.stats = this.entry.stats.monolith;
    this.body = new RequestBody(this);
  }

  /** Sets what is waited for, and for how long (0: without end). */
  arm(wait: Wait, milliseconds: number): void {
    this.wait = wait;
    if (wait === 'answer' && this.upstream.breaker?.timesCalls === true) this.askedAt = this.context.now();
    const deadline = milliseconds === 0 ? Infinity : this.context.deadlines.now + milliseconds;
    this.deadline = Math.min(deadline, this.totalDeadline);
  }

  expire(): void {
    if (this.tunnel) this.tunnel.expire();
    else expire(this);
  }

  admit(): void {
    this.admitted = true;
    send(this);
  }

  onConnected(): void {
    if (this.wait === 'connect') this.body.start();
  }

  onInformation(head: ResponseHead): void {
    respondInformation(this, head);
  }

  onHead(head: ResponseHead): void {
    respondHead(this, head);
  }

  onWhole(head: ResponseHead, body: Buffer): void {
    respondWhole(this, head, body);
  }

  onData(piece: Buffer): void {
    respondData(this, piece);
  }

  onEnd(trailers: readonly string[]): void {
    respondEnd(this, trailers);
  }

  onUpgrade(_head: ResponseHead, socket: Socket): void {
    socket.destroy(); // Cannot be: `upgrading` is false.
  }

  onFault(fault: UpstreamFault): void {
    failed(this, fault);
  }

  onDrain(): void {
    this.body.resume();
  }
}

function traceOf({ headers }: IncomingMessage, { traceShare }: Context): TraceContext | undefined {
  if (traceShare === undefined) return undefined;
  const given = headers['traceparent'];
  return traceContext(typeof given === 'string' ? given : undefined, traceShare);
}

function hostOf({ headers }: IncomingMessage, { authority }: Target): string {
  const pseudo = headers[':authority'];
  return authority ?? (typeof pseudo === 'string' ? pseudo : (headers.host ?? ''));
}
