import { type Socket, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address, UpstreamTls } from '../model/upstream.ts';
import { Connection, type Keeper } from './connection.ts';
import type { Resolver } from './resolver.ts';

export interface PoolOptions {
  readonly address: Address;
  readonly tls: UpstreamTls;
  readonly idleMs: number;
  readonly resolver: Resolver;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Below this an idle connection is used at once; above, the event loop first gets a turn to report its end. */
const SURELY_OPEN_MS = 1;

/** The kept connections to one address. The last one used is the first one taken. */
export class Pool implements Keeper {
  readonly address: Address;
  /** Every connection, idle or not. */
  readonly open = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #options: PoolOptions;
  #closing = false;
  /** The shortest idle time after which the upstream closed a connection, in milliseconds. */
  #closesAfter = Infinity;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.address = options.address;
  }

  /**
   * Hands a connection to `use`, at once or after one turn of the event loop. `once`: the request must not be sent
   * twice, so only a connection that the upstream cannot have closed yet is good enough.
   */
  acquire(once: boolean, use: (connection: Connection) => void): void {
    const kept = this.#take(once);
    if (kept === undefined) {
      use(this.connect());
    } else if (this.#options.now() - kept.idleSince < SURELY_OPEN_MS) {
      use(kept);
    } else {
      // An end or stray bytes may wait unread: a turn of the loop shows them before the request is written.
      setImmediate(() => {
        if (kept.closed) this.acquire(once, use);
        else use(kept);
      });
    }
  }

  /** A fresh connection, whatever is kept. */
  connect(): Connection {
    const secure = this.address.protocol === 'https';
    const socket = secure ? this.#connectTls() : this.#connectPlain();
    const connection = new Connection(socket, this, secure ? 'secureConnect' : 'connect');
    this.open.add(connection);
    return connection;
  }

  release(connection: Connection): void {
    if (this.#closing) {
      connection.abort();
      return;
    }
    connection.idleSince = this.#options.now();
    connection.resume();
    this.#idle.push(connection);
  }

  drop(connection: Connection, byPeer: boolean): void {
    this.open.delete(connection);
    const at = this.#idle.lastIndexOf(connection);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    if (byPeer && !this.#closing) this.#learn(this.#options.now() - connection.idleSince);
  }

  /** Closes what has been idle too long, and what leads to an address that the name no longer has. */
  sweep(addresses?: ReadonlySet<string>): void {
    const now = this.#options.now();
    const gone = this.#idle.filter(
      (connection) =>
        now - connection.idleSince >= this.#limitOf(connection) ||
        addresses?.has(connection.socket.remoteAddress ?? '') === false,
    );
    for (const connection of gone) this.#discard(connection);
  }

  /** Closes idle connections now and the others as they finish. */
  close(): void {
    this.#closing = true;
    for (const connection of this.#idle.splice(0)) connection.abort();
  }

  #take(once: boolean): Connection | undefined {
    const now = this.#options.now();
    for (;;) {
      const connection = this.#idle.at(-1);
      if (connection === undefined) return undefined;
      const age = now - connection.idleSince;
      if (once && age > this.#closesAfter / 2) return undefined;
      if (age < this.#limitOf(connection)) {
        this.#idle.pop();
        return connection;
      }
      this.#discard(connection);
    }
  }

  #discard(connection: Connection): void {
    const at = this.#idle.lastIndexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    connection.abort();
  }

  /** One second below what the upstream told, so that it never closes first. */
  #limitOf(connection: Connection): number {
    const { idleMs } = this.#options;
    return connection.hintMs < 0 ? idleMs : Math.min(idleMs, Math.max(connection.hintMs - 1000, 0));
  }

  #learn(age: number): void {
    if (age < this.#closesAfter) this.#closesAfter = age;
  }

  #connectPlain(): Socket {
    const { host, port, socketPath } = this.address;
    if (socketPath !== undefined) return connect({ path: socketPath });
    return connect({ host, port, lookup: this.#options.resolver.lookup });
  }

  #connectTls(): Socket {
    const { host, port } = this.address;
    const { serverName, verify, ...files } = this.#options.tls;
    return connectTls({
      host,
      port,
      lookup: this.#options.resolver.lookup,
      servername: serverName ?? (/^[\d.:]+$/u.test(host) ? '' : host),
      rejectUnauthorized: verify,
      ALPNProtocols: ['http/1.1'],
      ...files,
    });
  }
}
