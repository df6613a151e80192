import { STATUS_CODES, type ServerResponse } from 'node:http';
import { constants } from 'node:http2';
import type { Exchange } from './exchange.ts';
import { end } from './observe.ts';
import { streamOf } from './peer.ts';
import type { Refusal } from './refusal.ts';

/** The proxy answers in place of an upstream, or, where an answer has begun, cuts it so that the client can tell. */
export function refuse(exchange: Exchange, answer: Refusal): void {
  if (exchange.over) return;
  if (exchange.headSent) {
    cut(exchange, answer.reason);
    return;
  }
  exchange.connection?.abort();
  exchange.status = answer.status;
  exchange.reason = answer.reason;
  exchange.headSent = true;
  const close = answer.close || exchange.context.draining || exchange.body.expectsContinue;
  writeRefusal(exchange.response, answer, { close, requestId: exchange.requestId });
  end(exchange);
}

/** Ends an answer that has begun in a way that nobody can take for its end (RFC 9112 §8). */
export function cut(exchange: Exchange, reason: string): void {
  if (exchange.over) return;
  exchange.connection?.abort();
  exchange.reason = reason;
  const { socket } = exchange.response;
  // A stream of HTTP/2 is reset with an error: without one its end would look like the answer's.
  const stream = streamOf(exchange.request);
  if (stream !== undefined) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else if (socket === null) exchange.response.destroy();
  else socket.resetAndDestroy();
  end(exchange);
}

/** RFC 9457 problem details. */
export function writeRefusal(
  response: ServerResponse,
  { status, reason, detail, retryAfter }: Refusal,
  { close, requestId }: { readonly close: boolean; readonly requestId: string },
): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = Buffer.from(`${JSON.stringify({ title, status, detail, reason, requestId })}\n`);
  const fields = ['Content-Type', 'application/problem+json', 'Content-Length', String(body.length)];
  fields.push('Cache-Control', 'no-store');
  if (retryAfter !== undefined) fields.push('Retry-After', String(retryAfter));
  if (close && streamOf(response.req) === undefined) fields.push('Connection', 'close');
  response.writeHead(status, fields);
  response.end(body);
}
