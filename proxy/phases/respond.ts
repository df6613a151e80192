import type { ResponseHead } from '../upstream/response-head.ts';
import { writeClientHead } from './client-head.ts';
import type { Exchange } from './exchange.ts';
import { declines, failed, fallBack, leaveEndpoint, settle } from './forward.ts';
import { end } from './observe.ts';
import { isForwardableTrailer } from './trailers.ts';

/** Interim answers: 100 lets a waiting client send, 103 goes through, others mean nothing beyond the hop. */
export function respondInformation(exchange: Exchange, head: ResponseHead): void {
  if (head.status === 100) exchange.body.continue();
  if (head.status !== 103 || exchange.headSent || exchange.request.httpVersion !== '1.1') return;
  const links: string[] = [];
  for (let at = 0; at < head.fields.length; at += 2) {
    if ((head.fields[at] as string).toLowerCase() === 'link') links.push(head.fields[at + 1] as string);
  }
  try {
    if (links.length > 0) exchange.response.writeEarlyHints({ link: links });
  } catch {
    // A link that node finds malformed: a hint can be left out.
  }
}

/** The sixth phase. The header section has come, and the body follows. */
export function respondHead(exchange: Exchange, head: ResponseHead): void {
  if (declines(exchange, head.status)) {
    fallBack(exchange, head.status);
    return;
  }
  if (!begin(exchange, head)) return;
  exchange.arm('idle', exchange.entry.timeouts.idle);
  if (head.trailer !== undefined && head.framing === 'chunked') exchange.trailerNames = head.trailer;
  // An empty piece makes node send the header section now, and as the bytes they were.
  if (head.framing !== 'none') exchange.response.write(NOTHING);
}

const NOTHING = Buffer.alloc(0);

/** The whole answer in one piece: one write to the client. */
export function respondWhole(exchange: Exchange, head: ResponseHead, body: Buffer): void {
  if (declines(exchange, head.status)) {
    fallBack(exchange, head.status);
    return;
  }
  if (!begin(exchange, head)) return;
  exchange.bytesOut = body.length;
  exchange.copy?.bodyPiece(body);
  if (body.length === 0) exchange.response.end();
  else exchange.response.end(body);
  finish(exchange);
}

export function respondData(exchange: Exchange, piece: Buffer): void {
  exchange.bytesOut += piece.length;
  exchange.copy?.bodyPiece(piece);
  const { response, connection } = exchange;
  if (response.write(piece)) {
    if (!exchange.readerStalled) exchange.arm('idle', exchange.entry.timeouts.idle);
    return;
  }
  connection?.pause();
  if (exchange.readerStalled) return;
  exchange.readerStalled = true;
  exchange.arm('reader', exchange.context.limits.writeStallMs);
  response.once('drain', () => resumeReading(exchange));
}

function resumeReading(exchange: Exchange): void {
  exchange.readerStalled = false;
  if (exchange.over) return;
  exchange.arm('idle', exchange.entry.timeouts.idle);
  exchange.connection?.resume();
}

export function respondEnd(exchange: Exchange, trailers: readonly string[]): void {
  if (exchange.over) return;
  const { response, trailerNames } = exchange;
  if (trailerNames !== undefined && trailers.length > 0) addTrailers(exchange, trailerNames, trailers);
  response.end();
  finish(exchange);
}

function addTrailers({ response }: Exchange, announced: string, trailers: readonly string[]): void {
  const kept: [string, string][] = [];
  for (let at = 0; at < trailers.length; at += 2) {
    const name = trailers[at] as string;
    const value = trailers[at + 1] as string;
    if (isForwardableTrailer(name, value, announced)) kept.push([name, value]);
  }
  if (kept.length > 0 && response.chunkedEncoding) response.addTrailers(kept);
}

/** Writes the header section. False where it cannot be written as it is: the answer is then malformed. */
function begin(exchange: Exchange, head: ResponseHead): boolean {
  if (exchange.over) return false;
  exchange.status = head.status;
  exchange.answeredAt = exchange.context.now();
  exchange.copy?.answered(head);
  try {
    writeClientHead(exchange, head);
  } catch (error) {
    exchange.connection?.abort();
    const reason = `malformed answer: ${(error as Error).message}`;
    failed(exchange, { stage: 'body', reason, reused: false, timeout: false });
    return false;
  }
  exchange.headSent = true;
  settleAnswered(exchange, head.status);
  return true;
}

/** 5xx of the gateway kind and late answers count against the upstream; other answers, 500 too, are the application's own word. */
function settleAnswered(exchange: Exchange, status: number): void {
  if (!exchange.watched) return;
  exchange.watched = false;
  const { upstream, context, askedAt } = exchange;
  const now = context.now();
  upstream.breaker?.report(status < 502 || status > 504, now, askedAt > 0 ? now - askedAt : 0);
}

function finish(exchange: Exchange): void {
  leaveEndpoint(exchange, exchange.status < 502 || exchange.status > 504);
  settle(exchange, true);
  if (exchange.body.whole) exchange.copy?.complete();
  end(exchange);
}
