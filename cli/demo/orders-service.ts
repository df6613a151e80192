import { join } from 'node:path';
import type { Monolith } from './chapters/start-monolith.ts';
import type { DemoProcess } from './process.ts';
import type { Workshop } from './workshop.ts';

/** The extracted service: a process that can be started, killed and started again on the address that it had. */
export class OrdersService {
  readonly #workshop: Workshop;
  readonly #monolith: Monolith;
  #process: DemoProcess | undefined;
  #port = 0;

  constructor(workshop: Workshop, monolith: Monolith) {
    this.#workshop = workshop;
    this.#monolith = monolith;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** With `forgetsShipping` its totals are wrong, as a first version's may be. */
  async start({ forgetsShipping = false }: { readonly forgetsShipping?: boolean } = {}): Promise<void> {
    this.#process = this.#workshop.startApp('orders', {
      PORT: String(this.#port),
      DATABASE_FILE: join(this.#workshop.folder, 'orders.sqlite'),
      SHOP_URL: this.#monolith.url,
      FEED_URL: this.#monolith.feedUrl,
      FORGETS_SHIPPING: forgetsShipping ? '1' : '',
    });
    const { port } = await this.#process.said((line) =>
      line.startsWith('{') ? (JSON.parse(line) as { port: number }) : undefined,
    );
    this.#port = port;
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }
}
