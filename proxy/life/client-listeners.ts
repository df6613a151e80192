import type { Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { ProxyError } from '../proxy-error.ts';
import type { ListenAddress, ListenerSpec, Settings } from '../model/settings.ts';
import type { Context } from '../phases/context.ts';
import { trustList } from '../phases/peer.ts';
import { createClientServer } from './client-server.ts';
import { createSecureServer, type SecureServer } from './secure-server.ts';

/** How often a draining server looks for connections that have become idle. */
const SWEEP_MS = 50;
/** How long an idle connection may still bring a request once a drain has begun. */
const GRACE_MS = 1000;

interface ClientServer extends SecureServer {
  readonly spec: ListenerSpec;
}

/** Every place where clients are listened to. */
export class ClientListeners {
  readonly #servers: readonly ClientServer[];

  /** Throws `ProxyError` for a certificate that is none. `report` takes a line for the operator. */
  constructor(settings: Settings, context: Context, report: (message: string) => void) {
    const trusted = trustList(settings.trust);
    this.#servers = settings.listeners.map((spec): ClientServer => {
      const { tls, http2 } = spec;
      if (tls === undefined) {
        return { spec, server: createClientServer(context, trusted), closeSessions: () => undefined };
      }
      return { spec, ...createSecureServer(tls, { context, trusted, http2, report }) };
    });
  }

  get addresses(): readonly string[] {
    return this.#servers.map(({ server }) => {
      const address = server.address() as AddressInfo | string;
      return typeof address === 'string' ? `unix:${address}` : `${address.address}:${address.port}`;
    });
  }

  async listen(): Promise<void> {
    for (const { spec, server } of this.#servers) await listenOn(server, spec.address);
  }

  async connections(): Promise<number> {
    const counts = await Promise.all(
      this.#servers.map(
        ({ server }) => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count))),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Accepts no more; resolves when every connection has ended. A kept connection is first given the chance of one more
   * answer, which closes it: closed at once, it would meet the requests that are on their way (RFC 9112 §9.5).
   */
  async close(): Promise<void> {
    const closed = this.#servers.map(({ server }) => closeListening(server));
    for (const secure of this.#servers) secure.closeSessions(false);
    let sweep: NodeJS.Timeout | undefined;
    const grace = setTimeout(() => {
      this.#closeIdle();
      sweep = setInterval(() => this.#closeIdle(), SWEEP_MS);
    }, GRACE_MS);
    await Promise.all(closed);
    clearTimeout(grace);
    clearInterval(sweep);
  }

  #closeIdle(): void {
    for (const { server } of this.#servers) server.closeIdleConnections();
  }

  cut(): void {
    for (const secure of this.#servers) {
      secure.closeSessions(true);
      secure.server.closeAllConnections();
    }
  }
}

/** As `server.close()`, which since Node 19 also closes idle connections at once. */
function closeListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
}

/** Listens, or says in words what stands in the way. Throws `ProxyError`. */
export async function listenOn(server: Server, address: ListenAddress): Promise<void> {
  const place = address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port };
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, address));
    server.once('error', fail);
    server.listen({ ...place, backlog: 4096 }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, address: ListenAddress): ProxyError {
  const place = address.kind === 'unix' ? `unix:${address.path}` : `${address.host}:${address.port}`;
  if (error.code === 'EADDRINUSE') {
    return new ProxyError(
      'ADDRESS_IN_USE',
      `Something listens on ${place} already.`,
      'Stop it, or choose another address with "proxy.listen" or --listen.',
      { cause: error },
    );
  }
  return new ProxyError(
    'CANNOT_LISTEN',
    `Cannot listen on ${place}: ${error.message}.`,
    'Choose an address of this machine and a port that this user may open.',
    { cause: error },
  );
}
