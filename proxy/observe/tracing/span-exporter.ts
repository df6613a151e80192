import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TracingSpec } from '../../model/tracing.ts';
import type { Exchange } from '../../phases/exchange.ts';
import { type Span, toOtlp } from './to-otlp.ts';

const EVERY_MS = 2000;
const MOST_IN_BATCH = 512;
/** Spans that wait; beyond it they are dropped and told, and requests go on. */
const MOST_WAITING = 4096;
const TIMEOUT_MS = 5000;

/** Sends spans in batches, one at a time, in nobody's way: a collector that is slow or gone costs spans alone. */
export class SpanExporter {
  readonly spec: TracingSpec;
  readonly #report: (message: string) => void;
  readonly #timer: NodeJS.Timeout;
  #waiting: Span[] = [];
  #dropped = 0;
  #sending: Promise<void> | undefined;
  #failing = false;

  constructor(spec: TracingSpec, report: (message: string) => void) {
    this.spec = spec;
    this.#report = report;
    this.#timer = setInterval(() => this.#flush(), EVERY_MS);
    this.#timer.unref();
  }

  note(exchange: Exchange, wallMs: number): void {
    const { trace, context, entry } = exchange;
    if (trace?.sampled !== true) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.#dropped++;
      return;
    }
    const { method, side, status, reason, startedAt } = exchange;
    const template = entry.route?.match.path ?? '';
    const startMs = wallMs - (context.now() - startedAt);
    this.#waiting.push({
      ...trace,
      method,
      template,
      route: entry.label,
      side,
      status,
      reason,
      startMs,
      endMs: wallMs,
    });
    if (this.#waiting.length >= MOST_IN_BATCH) this.#flush();
  }

  /** Sends what waits, as far as the collector takes it. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#waiting.length > 0 && !this.#failing) {
      this.#flush();
      await this.#sending;
    }
  }

  #flush(): void {
    if (this.#sending !== undefined || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, MOST_IN_BATCH);
    this.#sending = post(this.spec.endpoint, toOtlp(batch, this.spec.serviceName))
      .then((fault) => this.#told(fault, batch.length))
      .finally(() => {
        this.#sending = undefined;
      });
  }

  /** Once for each time that it begins to fail. */
  #told(fault: string | undefined, lost: number): void {
    if (fault === undefined) {
      if (this.#failing) this.#report(`spans are taken again; ${this.#dropped} were lost`);
      this.#failing = false;
      return;
    }
    this.#dropped += lost;
    if (!this.#failing) this.#report(`spans are not taken by ${this.spec.endpoint}: ${fault}`);
    this.#failing = true;
  }
}

/** Why it was not taken; `undefined` where it was. */
function post(endpoint: string, body: string): Promise<string | undefined> {
  const send = endpoint.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = send(endpoint, { method: 'POST', headers, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      response.on('close', () =>
        resolve(statusCode >= 200 && statusCode < 300 ? undefined : `status ${statusCode}`),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', (error) => resolve(error.message));
    asked.end(body);
  });
}
