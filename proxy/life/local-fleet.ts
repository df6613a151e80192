import type { RouteTable } from '../model/route.ts';
import type { Settings } from '../model/settings.ts';
import { type Snapshot, takeSnapshot } from '../observe/snapshot.ts';
import type { Fleet } from './fleet.ts';
import { ProxyServer, type ServerOptions } from './proxy-server.ts';

/** One worker: this process. */
export class LocalFleet implements Fleet {
  readonly restarts = 0;
  readonly #options: ServerOptions;
  #server: ProxyServer | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  async start(settings: Settings, table: RouteTable): Promise<readonly string[]> {
    const server = new ProxyServer(settings, table, this.#options);
    await server.listen();
    this.#server = server;
    return server.addresses;
  }

  apply(table: RouteTable): void {
    this.#server?.replaceTable(table);
  }

  async snapshots(): Promise<Snapshot[]> {
    return this.#server ? [await takeSnapshot(this.#server)] : [];
  }

  async drain(milliseconds: number): Promise<void> {
    await this.#server?.drain(milliseconds);
  }

  cut(): void {
    this.#server?.cut();
  }
}
