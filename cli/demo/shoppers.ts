import type { DemoProcess } from './process.ts';

export type Kind = 'browse' | 'session' | 'cart' | 'checkout' | 'order';

/** What clients saw of one kind of request since the start. */
export interface Seen {
  readonly requests: number;
  /** No answer, or one that the client did not deserve. */
  readonly failed: number;
  /** An answer whose content is not what this client knows to be true. */
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bySide: { readonly monolith: number; readonly orders: number };
}

export interface Tally {
  /** Shoppers who have logged in. */
  readonly people: number;
  readonly kinds: Readonly<Record<Kind, Seen>>;
  readonly feed: { readonly messages: number; readonly dropped: number; readonly open: number };
  readonly faults: readonly string[];
}

/** The clients' own count, as their process tells it five times a second. */
export class Shoppers {
  readonly #process: DemoProcess;
  #tally: Tally | undefined;

  constructor(started: DemoProcess) {
    this.#process = started;
    started.lines.on('line', (line) => {
      this.#tally = JSON.parse(line) as Tally;
    });
  }

  /** Resolves with the first count. */
  async come(): Promise<Tally> {
    return this.#process.said((line) => JSON.parse(line) as Tally);
  }

  get tally(): Tally {
    if (this.#tally === undefined) throw new Error('Nobody has come to the shop yet.');
    return this.#tally;
  }

  /** Everybody finishes what was begun and goes; what is counted then is all there was. */
  async leave(): Promise<Tally> {
    await this.#process.stop(15_000);
    return this.tally;
  }
}

/** Requests for an order that each side answered between two counts. */
export function answeredBetween(before: Tally, after: Tally): { monolith: number; orders: number } {
  const { bySide: first } = before.kinds.order;
  const { bySide: last } = after.kinds.order;
  return { monolith: last.monolith - first.monolith, orders: last.orders - first.orders };
}

/** Failed and wrong answers of every kind, and dropped sockets: the number that has to be zero. */
export function faultsOf({ kinds, feed }: Tally): number {
  return Object.values(kinds).reduce((sum, { failed, wrong }) => sum + failed + wrong, feed.dropped);
}

export function requestsOf({ kinds }: Tally): number {
  return Object.values(kinds).reduce((sum, { requests }) => sum + requests, 0);
}
