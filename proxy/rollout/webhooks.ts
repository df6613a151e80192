import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookSpec } from '../model/rollout.ts';

interface WebhookOptions {
  readonly specs: readonly WebhookSpec[];
  readonly report: (message: string) => void;
  /** How a message is sent; resolves with the status of the answer. */
  readonly send?: Send;
  /** Waits between tries, in milliseconds. */
  readonly waits?: readonly number[];
  /** ISO 8601. */
  readonly timestamp?: () => string;
}

type Send = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<number>;

const WAITS: readonly number[] = [1000, 5000, 25_000];
const TIMEOUT_MS = 5000;
/** Beyond this the oldest are worth more than the newest: a receiver that is gone must not fill the memory. */
const MOST_WAITING = 100;

/**
 * Tells others of promotions and rollbacks. Never in anybody's way: one message at a time for each receiver, each tried a
 * few times, and what does not get through is reported and dropped. A message is signed where the receiver has a secret:
 * `banyan-signature: t=<ISO time>,v1=<hex HMAC-SHA256 of "<t>.<body>">`, so that it cannot be forged nor replayed later.
 */
export class Webhooks {
  readonly #receivers: readonly Receiver[];

  constructor(options: WebhookOptions) {
    this.#receivers = options.specs.map((spec) => new Receiver(spec, options));
  }

  /** Returns at once. */
  announce(event: object): void {
    const body = JSON.stringify({ formatVersion: 1, ...event });
    for (const receiver of this.#receivers) receiver.take(body);
  }

  /** Gives up what is under way. */
  stop(): void {
    for (const receiver of this.#receivers) receiver.stop();
  }
}

class Receiver {
  readonly #spec: WebhookSpec;
  readonly #options: Required<Pick<WebhookOptions, 'report' | 'send' | 'waits' | 'timestamp'>>;
  readonly #waiting: string[] = [];
  readonly #stopped = new AbortController();
  #busy = false;

  constructor(spec: WebhookSpec, options: WebhookOptions) {
    this.#spec = spec;
    this.#options = {
      report: options.report,
      send: options.send ?? post,
      waits: options.waits ?? WAITS,
      timestamp: options.timestamp ?? ((): string => new Date().toISOString()),
    };
  }

  take(body: string): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#options.report(`webhook ${this.#place()}: too many wait, one is dropped`);
      return;
    }
    this.#waiting.push(body);
    if (!this.#busy) void this.#work();
  }

  stop(): void {
    this.#waiting.length = 0;
    this.#stopped.abort();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let body = this.#waiting.shift(); body !== undefined; body = this.#waiting.shift()) {
      await this.#deliver(body);
    }
    this.#busy = false;
  }

  async #deliver(body: string): Promise<void> {
    const { waits, report } = this.#options;
    let reason = '';
    for (const wait of [...waits, undefined]) {
      reason = await this.#try(body);
      if (reason === '' || this.#stopped.signal.aborted) return;
      if (wait !== undefined)
        await sleep(wait, undefined, { ref: false, signal: this.#stopped.signal }).catch(ignore);
    }
    report(`webhook ${this.#place()} was not reached in ${waits.length + 1} tries: ${reason}`);
  }

  /** Empty where it got through, else why not. */
  async #try(body: string): Promise<string> {
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#stopped.signal]);
    try {
      const status = await this.#options.send(this.#spec.url, body, this.#headers(body), signal);
      return status >= 200 && status < 300 ? '' : `status ${status}`;
    } catch (error) {
      return (error as Error).message;
    }
  }

  #headers(body: string): Record<string, string> {
    const { secret } = this.#spec;
    const plain = { 'content-type': 'application/json', 'user-agent': 'banyan' };
    if (secret === undefined) return plain;
    const time = this.#options.timestamp();
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return { ...plain, 'banyan-signature': `t=${time},v1=${signature}` };
  }

  /** Without path, query and user: they often hold a secret. */
  #place(): string {
    return new URL(this.#spec.url).origin;
  }
}

const post: Send = async (url, body, headers, signal) => {
  const { status, body: answer } = await fetch(url, {
    method: 'POST',
    body,
    headers,
    signal,
    redirect: 'error',
  });
  await answer?.cancel();
  return status;
};

function ignore(): void {}
