import type { Socket } from 'node:net';
import type { Deadlines, Timed } from '../../resilience/deadlines.ts';
import type { Connection, ResponseSink } from '../../upstream/connection.ts';
import type { Endpoint } from '../../upstream/endpoint.ts';
import type { UpstreamFault } from '../../upstream/fault.ts';
import type { ResponseHead } from '../../upstream/response-head.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import type { RecordedAnswer } from '../compare/recorded-answer.ts';

/** What became of one request: an answer, the service's failure to give one, or ours to take it. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: RecordedAnswer; readonly milliseconds: number }
  | {
      readonly kind: 'failed';
      readonly fault: 'cannot connect' | 'none in time' | 'cut off' | 'malformed' | 'over the size limit';
    }
  | { readonly kind: 'dropped'; readonly reason: 'breaker' };

export interface CopyRequest {
  readonly method: string;
  readonly head: string;
  readonly body: Buffer;
  /** Bytes of the answer's body that are taken. */
  readonly maxBody: number;
  readonly timeoutMs: number;
}

/** What `sendCopy` needs beside the request. */
export interface SendSurroundings {
  readonly deadlines: Deadlines;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** A starved thread finds its timers late and its sockets full: what has come meanwhile is read before time is called. */
const GRACE_MS = 250;

/** Sends one request and gathers its whole answer. Never rejects, and never sends twice but on a connection found dead. */
export async function sendCopy(
  upstream: Upstream,
  request: CopyRequest,
  around: SendSurroundings,
): Promise<Outcome> {
  if (upstream.breaker?.allows(around.now()) === false) return { kind: 'dropped', reason: 'breaker' };
  return new Promise((resolve) => new Sending(upstream, request, { ...around, resolve }).start());
}

interface SendingParts extends SendSurroundings {
  readonly resolve: (outcome: Outcome) => void;
}

class Sending implements ResponseSink, Timed {
  readonly bodiless: boolean;
  readonly upgrading = false;
  deadline = Infinity;
  slot = -1;
  readonly #upstream: Upstream;
  readonly #request: CopyRequest;
  readonly #parts: SendingParts;
  readonly #startedAt: number;
  #endpoint: Endpoint | undefined;
  #connection: Connection | undefined;
  #head: ResponseHead | undefined;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #late = false;
  #over = false;

  constructor(upstream: Upstream, request: CopyRequest, parts: SendingParts) {
    this.#upstream = upstream;
    this.#request = request;
    this.#parts = parts;
    this.#startedAt = parts.now();
    this.bodiless = request.method === 'HEAD';
  }

  start(): void {
    this.deadline = this.#parts.deadlines.now + this.#request.timeoutMs;
    this.#parts.deadlines.add(this);
    const endpoint = this.#upstream.pick();
    endpoint.active++;
    this.#endpoint = endpoint;
    endpoint.pool.acquire(!isIdempotent(this.#request.method), (connection) => this.#use(connection));
  }

  #use(connection: Connection): void {
    if (this.#over) {
      connection.abort();
      return;
    }
    this.#connection = connection;
    connection.begin(this);
    connection.write(this.#request.head);
    if (this.#request.body.length > 0) connection.write(this.#request.body);
    connection.requestDone();
  }

  onConnected(): void {}

  onInformation(): void {}

  onDrain(): void {}

  onUpgrade(_head: ResponseHead, socket: Socket): void {
    socket.destroy(); // Cannot be: `upgrading` is false.
  }

  onHead(head: ResponseHead): void {
    this.#head = head;
    if (head.framing === 'length' && head.length > this.#request.maxBody) this.#flooded();
  }

  onWhole(head: ResponseHead, body: Buffer): void {
    this.#head = head;
    if (body.length > 0) this.onData(body);
    this.onEnd();
  }

  onData(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#request.maxBody) this.#flooded();
    else this.#pieces.push(piece);
  }

  /** What is never small enough to be compared is asked for less and less: the breaker counts it as a failure. */
  #flooded(): void {
    this.#finish({ kind: 'failed', fault: 'over the size limit' }, false);
  }

  onEnd(): void {
    const { status, fields } = this.#head as ResponseHead;
    const answer = { status, fields, body: Buffer.concat(this.#pieces) };
    const milliseconds = this.#parts.now() - this.#startedAt;
    this.#finish({ kind: 'answer', answer, milliseconds }, status < 502 || status > 504);
  }

  onFault({ stage, reason, reused }: UpstreamFault): void {
    if (stage === 'answer' && reused && isIdempotent(this.#request.method) && this.#endpoint) {
      this.#use(this.#endpoint.pool.connect()); // The connection was stale: once more on a fresh one.
      return;
    }
    const malformed = reason.startsWith('malformed');
    const fault = malformed ? 'malformed' : stage === 'connect' ? 'cannot connect' : 'cut off';
    this.#finish({ kind: 'failed', fault }, false);
  }

  expire(now: number): void {
    if (this.#late) this.#finish({ kind: 'failed', fault: 'none in time' }, false);
    else this.deadline = now + GRACE_MS;
    this.#late = true;
  }

  #finish(outcome: Outcome, good: boolean): void {
    if (this.#over) return;
    this.#over = true;
    const { deadlines, now, resolve } = this.#parts;
    deadlines.remove(this);
    if (outcome.kind !== 'answer') this.#connection?.abort();
    if (this.#endpoint) {
      this.#endpoint.active--;
      this.#endpoint.report(good, now());
    }
    this.#upstream.breaker?.report(good, now());
    resolve(outcome);
  }
}

function isIdempotent(method: string): boolean {
  return method !== 'POST' && method !== 'PATCH';
}
