import type { HealthRule } from '../model/upstream.ts';
import type { Connection, ResponseSink } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import type { ResponseHead } from './response-head.ts';

/** Asks each address how it is, and marks it after enough equal answers in a row. A 2xx or 3xx is well. */
export class HealthCheck {
  readonly #rule: HealthRule;
  readonly #timer: NodeJS.Timeout;
  readonly #streaks = new Map<Endpoint, number>();

  constructor(rule: HealthRule, endpoints: readonly Endpoint[]) {
    this.#rule = rule;
    this.#timer = setInterval(() => {
      for (const endpoint of endpoints) this.#check(endpoint);
    }, rule.intervalMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #check(endpoint: Endpoint): void {
    const connection = endpoint.pool.connect();
    let told = false;
    const tell = (well: boolean): void => {
      if (told) return;
      told = true;
      clearTimeout(timer);
      connection.abort();
      this.#mark(endpoint, well);
    };
    const timer = setTimeout(() => tell(false), this.#rule.timeoutMs);
    timer.unref();
    connection.begin(new Probe(tell));
    ask(connection, endpoint, this.#rule.path);
  }

  /** The streak counts up while well and down while not; it starts anew when the answer changes. */
  #mark(endpoint: Endpoint, well: boolean): void {
    const streak = this.#streaks.get(endpoint) ?? 0;
    const next = well ? Math.max(streak, 0) + 1 : Math.min(streak, 0) - 1;
    this.#streaks.set(endpoint, next);
    if (next >= this.#rule.healthyAfter) endpoint.healthy = true;
    else if (-next >= this.#rule.unhealthyAfter) endpoint.healthy = false;
  }
}

function ask(connection: Connection, { address }: Endpoint, path: string): void {
  const host = address.socketPath === undefined ? `${address.host}:${address.port}` : 'localhost';
  connection.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: banyan-health\r\nConnection: close\r\n\r\n`,
  );
  connection.requestDone();
}

class Probe implements ResponseSink {
  readonly bodiless = false;
  readonly upgrading = false;
  readonly #tell: (well: boolean) => void;

  constructor(tell: (well: boolean) => void) {
    this.#tell = tell;
  }

  onConnected(): void {}
  onInformation(): void {}
  onHead(head: ResponseHead): void {
    this.#tell(head.status < 400);
  }
  onData(): void {}
  onEnd(): void {}
  onWhole(head: ResponseHead): void {
    this.#tell(head.status < 400);
  }
  onUpgrade(): void {}
  onFault(): void {
    this.#tell(false);
  }
  onDrain(): void {}
}
