import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { Socket } from 'node:net';
import { accept } from '../phases/accept.ts';
import type { Context } from '../phases/context.ts';
import { rememberPeer } from '../phases/peer.ts';
import { acceptUpgrade } from '../phases/upgrade.ts';
import type { Limits } from '../model/limits.ts';

/** How often node looks for connections that take too long with their header section. */
const CHECK_EVERY_MS = 3000;

/** The server that clients talk to over HTTP/1.1: node's own parser in front, with limits that refuse and never cut. */
export function createClientServer(context: Context, trusted: (address: string) => boolean): Server {
  const server = createServer(serverOptions(context.limits));
  server.on('connection', (socket: Socket) => rememberPeer(socket, false, trusted));
  attach(server, context);
  return server;
}

/** Leads what a server of HTTP/1.1 receives into the phases. */
export function attach(server: Server, context: Context): void {
  // Node drops fields beyond its count without a word; the limits phase counts and refuses instead.
  server.maxHeadersCount = 0;
  server.maxConnections = context.limits.connections;
  const receive = (request: IncomingMessage, response: ServerResponse): void =>
    accept(request, response, context);
  server.on('request', receive);
  server.on('checkContinue', receive);
  server.on('upgrade', (request, socket, head) => acceptUpgrade(request, socket as Socket, head, context));
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
}

export function serverOptions(limits: Limits) {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    // The whole of a request may take for ever (streams); its pauses are timed by the body phase.
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    requireHostHeader: true,
    noDelay: true,
  };
}
