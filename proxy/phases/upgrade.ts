import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { accept, open, place, upstreamOf } from './accept.ts';
import type { Context } from './context.ts';
import type { Exchange } from './exchange.ts';
import { end } from './observe.ts';
import { writeRawRefusal } from './raw-answer.ts';
import { type Refusal, refusal } from './refusal.ts';
import { Tunnel } from './tunnel.ts';

/**
 * A request with `Connection: upgrade`. Only a WebSocket handshake (RFC 6455 §4.1) becomes a tunnel; every other
 * protocol is declined by answering as if it had not been offered (RFC 9110 §7.8), since a tunnel for h2c or anything
 * else would carry requests past every rule.
 */
export function acceptUpgrade(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  context: Context,
): void {
  socket.on('error', ignore);
  if (hasBody(request)) {
    writeRawRefusal(socket, refusal(400, 'upgrade-with-body', 'An upgrade has no body.', true));
    return;
  }
  if (!isWebSocket(request)) {
    serveOnce(request, socket, context);
    return;
  }
  const exchange = open(request, new ServerResponse(request), context);
  const refused = place(exchange) ?? admission(exchange);
  if (refused) {
    exchange.status = refused.status;
    exchange.reason = refused.reason;
    writeRawRefusal(socket, refused);
    end(exchange);
    return;
  }
  const tunnel = new Tunnel(exchange, socket, head);
  exchange.tunnel = tunnel;
  context.tunnels.add(exchange);
  tunnel.start(request);
}

function ignore(): void {}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function isWebSocket({ method, headers, httpVersion }: IncomingMessage): boolean {
  return method === 'GET' && httpVersion === '1.1' && headers.upgrade?.toLowerCase() === 'websocket';
}

/** Node has handed the socket over, so the connection ends with this one answer. */
function serveOnce(request: IncomingMessage, socket: Socket, context: Context): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.end());
  socket.resume();
  accept(request, response, context);
}

/** Nothing is sent yet, so a canary's monolith can take the upgrade where the service is being left alone. */
function admission(exchange: Exchange): Refusal | undefined {
  const { context, entry } = exchange;
  exchange.upstream = upstreamOf(exchange);
  if (exchange.side === 'monolith' || exchange.upstream.breakerState() === 'closed') return undefined;
  if (entry.route?.fallback === true && entry.route.stage !== 'live') {
    exchange.stats.inFlight--;
    exchange.side = 'monolith';
    exchange.stats = entry.stats.monolith;
    exchange.stats.inFlight++;
    exchange.upstream = context.table.monolith;
    return undefined;
  }
  return { ...refusal(503, 'breaker-open', `${exchange.upstream.id} is being left alone.`), retryAfter: 1 };
}
