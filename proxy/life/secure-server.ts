import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import {
  type Http2Server,
  type ServerHttp2Session,
  constants,
  createServer as createHttp2Server,
} from 'node:http2';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createSecureContext, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { ProxyError } from '../proxy-error.ts';
import type { ListenerTls } from '../model/settings.ts';
import { accept } from '../phases/accept.ts';
import type { Context } from '../phases/context.ts';
import { rememberPeer, rememberSession } from '../phases/peer.ts';
import { attach, serverOptions } from './client-server.ts';

/** How often certificate files are read again. */
const RELOAD_MS = 5000;
/** Envoy's edge value: what one client may ask for at once on a connection. */
const MAX_STREAMS = 100;

export interface SecureServer {
  readonly server: Server;
  /** Ends HTTP/2 sessions: gracefully, or at once. */
  closeSessions(atOnce: boolean): void;
}

export interface SecureParts {
  readonly context: Context;
  readonly trusted: (address: string) => boolean;
  readonly http2: boolean;
  readonly report: (message: string) => void;
}

/** TLS in front of HTTP/1.1 and, by ALPN, HTTP/2. Throws `ProxyError` for files that make no certificate. */
export function createSecureServer(tls: ListenerTls, parts: SecureParts): SecureServer {
  const { context, http2 } = parts;
  const server = createHttpsServer({
    ...serverOptions(context.limits),
    ...certificateOf(tls),
    minVersion: tls.minVersion,
    requestCert: tls.caFile !== undefined,
    rejectUnauthorized: tls.caFile !== undefined,
    ALPNProtocols: http2 ? ['h2', 'http/1.1'] : ['http/1.1'],
  });
  attach(server, context);
  const sessions = new Set<ServerHttp2Session>();
  const second = http2 ? createSecondServer(context, sessions) : undefined;
  splitByProtocol(server, second, parts.trusted);
  followFiles(server, tls, parts.report);
  return {
    server,
    closeSessions: (atOnce) => {
      for (const session of sessions) {
        if (atOnce) session.destroy();
        else session.close();
      }
    },
  };
}

/** node's own listener for HTTP/1.1 stays; what ALPN made HTTP/2 goes to the other server. */
function splitByProtocol(
  server: HttpsServer,
  second: Http2Server | undefined,
  trusted: (address: string) => boolean,
): void {
  const first = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    rememberPeer(socket, true, trusted);
    if (second !== undefined && socket.alpnProtocol === 'h2') second.emit('connection', socket);
    else for (const listener of first) listener.call(server, socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
}

function createSecondServer(context: Context, sessions: Set<ServerHttp2Session>): Http2Server {
  const { limits } = context;
  const second = createHttp2Server({
    settings: { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: limits.headerBytes },
    maxSessionInvalidFrames: 100,
  });
  second.on('session', (session) => {
    sessions.add(session);
    rememberSession(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    session.setTimeout(limits.keepAliveMs, () => session.close());
  });
  // The compatibility classes have what the phases use; where the two differ, they ask for the version.
  const receive = (request: unknown, response: unknown): void =>
    accept(request as never, response as never, context);
  second.on('request', receive);
  second.on('checkContinue', receive);
  second.on('stream', (stream) => {
    if (context.draining) stream.session?.close();
    stream.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  });
  return second;
}

function certificateOf({ certFile, keyFile, caFile }: ListenerTls): SecureContextOptions {
  try {
    const files: SecureContextOptions = {
      cert: readFileSync(certFile),
      key: readFileSync(keyFile),
      ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
    };
    createSecureContext(files); // Throws where the key does not belong to the certificate.
    return files;
  } catch (cause) {
    throw new ProxyError(
      'BAD_CERTIFICATE',
      `${certFile} and ${keyFile} make no certificate: ${(cause as Error).message}.`,
      'Give a chain and its key, both PEM, that this user may read.',
      { cause },
    );
  }
}

/** A renewed certificate is used for new connections; a broken one is told, and the old one stays. */
function followFiles(server: HttpsServer, tls: ListenerTls, report: (message: string) => void): void {
  let known = fingerprint(tls);
  const timer = setInterval(() => {
    const found = fingerprint(tls);
    if (found === known) return;
    known = found;
    try {
      server.setSecureContext(certificateOf(tls));
      report(`certificate ${tls.certFile} read again`);
    } catch (error) {
      report(`certificate not taken over, the old one stays: ${(error as Error).message}`);
    }
  }, RELOAD_MS);
  timer.unref();
  server.on('close', () => clearInterval(timer));
}

function fingerprint({ certFile, keyFile }: ListenerTls): string {
  try {
    return `${readFileSync(certFile, 'latin1')}${readFileSync(keyFile, 'latin1')}`;
  } catch {
    return '';
  }
}
