import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Connection, ResponseSink } from '../upstream/connection.ts';
import type { UpstreamFault } from '../upstream/fault.ts';
import type { ResponseHead } from '../upstream/response-head.ts';
import { requestHead } from './request-head.ts';
import type { Exchange } from './exchange.ts';
import { FrameBoundary } from './frame-boundary.ts';
import { end } from './observe.ts';
import { cutSocket, writeRawRefusal } from './raw-answer.ts';
import { refusal } from './refusal.ts';

/** Bytes that a client may send ahead of the 101. */
const EARLY_BYTES = 65_536;
/** Close frame, 1001 "going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = Buffer.from([0x88, 0x02, 0x03, 0xe9]);
/** How long a client may take to read that. */
const LAST_WORD_MS = 1000;

/**
 * An upgrade on its way: the upstream is asked on a connection of its own, and only its 101 opens the tunnel. Any other
 * answer goes to the client as the ordinary answer that it is, and the connection ends with it.
 */
export class Tunnel implements ResponseSink {
  readonly bodiless = false;
  readonly upgrading = true;
  readonly #exchange: Exchange;
  readonly #client: Socket;
  #early: Buffer[] = [];
  #earlyBytes = 0;
  #connection: Connection | undefined;
  #open = false;
  #upstream: Socket | undefined;
  readonly #toClient = new FrameBoundary();
  readonly #toUpstream = new FrameBoundary();

  constructor(exchange: Exchange, client: Socket, head: Buffer) {
    this.#exchange = exchange;
    this.#client = client;
    if (head.length > 0) this.#keepEarly(head);
    // Reading is how a reset is noticed; what comes before the 101 is kept.
    client.on('data', this.#keepEarly);
    client.on('close', () => this.#clientGone());
  }

  start(request: IncomingMessage): void {
    const exchange = this.#exchange;
    const { upstream } = exchange;
    const endpoint = upstream.pick();
    exchange.endpoint = endpoint;
    endpoint.active++;
    exchange.engaged = true;
    exchange.arm('connect', exchange.entry.timeouts.connect);
    const connection = endpoint.pool.connect();
    this.#connection = connection;
    exchange.connection = connection;
    connection.begin(this);
    const upgrade = `Connection: Upgrade\r\nUpgrade: ${request.headers.upgrade}\r\n`;
    connection.write(requestHead(exchange, upstream, upgrade));
    connection.requestDone();
  }

  onConnected(): void {
    this.#exchange.arm('answer', this.#exchange.entry.timeouts.response);
  }

  onInformation(): void {}

  onHead(head: ResponseHead): void {
    this.#exchange.status = head.status;
    this.#exchange.headSent = true;
    this.#exchange.arm('idle', this.#exchange.entry.timeouts.idle);
    let section = `HTTP/1.1 ${head.status} ${head.reason}\r\n`;
    for (let at = 0; at < head.fields.length; at += 2) {
      section += `${head.fields[at]}: ${head.fields[at + 1]}\r\n`;
    }
    this.#client.write(`${section}Connection: close\r\n\r\n`, 'latin1');
  }

  onData(piece: Buffer): void {
    this.#exchange.bytesOut += piece.length;
    if (this.#client.write(piece)) return;
    this.#connection?.pause();
    this.#client.once('drain', () => this.#connection?.resume());
  }

  onEnd(): void {
    this.#client.end();
    this.#finish();
  }

  onWhole(head: ResponseHead, body: Buffer): void {
    this.onHead(head);
    if (body.length > 0) this.onData(body);
    this.onEnd();
  }

  onUpgrade(head: ResponseHead, upstream: Socket, rest: Buffer): void {
    const client = this.#client;
    this.#open = true;
    this.#exchange.status = 101;
    this.#exchange.headSent = true;
    this.#exchange.deadline = Infinity;
    client.off('data', this.#keepEarly);
    let section = `HTTP/1.1 101 ${head.reason}\r\nConnection: Upgrade\r\nUpgrade: ${head.upgrade ?? ''}\r\n`;
    for (let at = 0; at < head.fields.length; at += 2) {
      section += `${head.fields[at]}: ${head.fields[at + 1]}\r\n`;
    }
    client.write(`${section}\r\n`, 'latin1');
    if (rest.length > 0) client.write(rest);
    this.#toClient.take(rest);
    for (const piece of this.#early) {
      upstream.write(piece);
      this.#toUpstream.take(piece);
    }
    this.#early = [];
    this.#upstream = upstream;
    this.#join(upstream);
  }

  onFault({ stage, reason, timeout }: UpstreamFault): void {
    const exchange = this.#exchange;
    exchange.reason = timeout ? `${stage}-timeout` : 'no-answer';
    if (exchange.headSent) cutSocket(this.#client);
    else {
      exchange.status = timeout ? 504 : 502;
      const answer = refusal(exchange.status, exchange.reason, `${exchange.upstream.id}: ${reason}.`);
      writeRawRefusal(this.#client, answer);
    }
    this.#finish();
  }

  onDrain(): void {}

  /** Too long before the answer. */
  expire(): void {
    const connected = this.#connection?.connected === true;
    this.#connection?.abort();
    const stage = connected ? 'answer' : 'connect';
    this.onFault({ stage, reason: 'no answer in time', reused: false, timeout: true });
  }

  /** Ends the tunnel from our side, at the end of a drain: told to both where no frame is under way, else cut. */
  close(): void {
    const client = this.#client;
    const upstream = this.#upstream;
    if (upstream !== undefined && this.#toUpstream.atBoundary) upstream.write(goingAwayMasked());
    if (!this.#open || !this.#toClient.atBoundary) {
      client.destroy();
      return;
    }
    client.setTimeout(LAST_WORD_MS, () => client.destroy());
    client.write(GOING_AWAY);
    client.destroySoon();
  }

  readonly #keepEarly = (piece: Buffer): void => {
    this.#early.push(piece);
    this.#earlyBytes += piece.length;
    if (this.#earlyBytes > EARLY_BYTES) this.#client.pause();
  };

  /** Bytes both ways, with backpressure; the end of one side ends the other, and a reset takes both. */
  #join(upstream: Socket): void {
    const client = this.#client;
    const fall = (): void => {
      upstream.destroy();
      client.destroy();
    };
    upstream.setKeepAlive(true, 30_000);
    client.setKeepAlive(true, 30_000);
    upstream.on('error', fall);
    upstream.on('close', () => {
      this.#finish();
      client.destroySoon();
    });
    client.on('close', () => upstream.destroy());
    client.on('data', (piece: Buffer) => this.#toUpstream.take(piece));
    upstream.on('data', (piece: Buffer) => this.#toClient.take(piece));
    client.resume();
    client.pipe(upstream);
    upstream.pipe(client);
    upstream.resume();
  }

  #clientGone(): void {
    if (this.#open || this.#exchange.over) return;
    this.#connection?.abort();
    this.#exchange.reason = 'client-gone';
    if (this.#exchange.status === 0) this.#exchange.status = 499;
    this.#finish();
  }

  #finish(): void {
    const { endpoint } = this.#exchange;
    if (this.#exchange.engaged && endpoint) {
      this.#exchange.engaged = false;
      endpoint.active--;
    }
    end(this.#exchange);
  }
}

/** The same from a client, whose frames are masked (RFC 6455 §5.3). */
function goingAwayMasked(): Buffer {
  const mask = randomBytes(4);
  const code = [0x03 ^ (mask[0] as number), 0xe9 ^ (mask[1] as number)];
  return Buffer.from([0x88, 0x82, ...mask, ...code]);
}
