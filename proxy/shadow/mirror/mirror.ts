import type { RouteTable } from '../../model/route.ts';
import type { DropReason } from '../../model/shadow-counts.ts';
import type { ShadowRule } from '../../model/shadow-rule.ts';
import type { ShadowStats } from '../../observe/shadow-stats.ts';
import { mirroredBy } from '../../routing/mirrored-by.ts';
import { Copy, type CopyKeeper, type CopyOrder } from './copy.ts';
import { HandOver } from './hand-over.ts';
import type { FromThread, MirroredRoute, Orders, RouteReport } from './messages.ts';
import type { ShadowThread, StartShadowThread } from './start-thread.ts';
import { Room } from './room.ts';
import { TokenBucket } from './token-bucket.ts';

/** Bytes that copies may hold in a process, under way and handed over. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Copies that the thread may have before it is left to catch up. */
const MAX_COPIES = 2048;
/** Copies of one route that it may have, for each that may be under way: a burst is taken up, a slow service not waited for. */
const WAITING = 4;
/** A thread that dies young is replaced later each time. */
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 30_000;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface MirrorOptions {
  readonly start: StartShadowThread;
  readonly workers: number;
  readonly retryBudget: number;
  readonly statsOf: (route: string) => ShadowStats;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** Takes what was found, for whoever keeps it. */
  readonly found: (reports: readonly RouteReport[]) => void;
}

/**
 * The clients' side of mirroring: decides what is copied and hands it over to a thread of lower priority, which sends,
 * compares and learns. Everything here is bounded, nothing waits, and what there is no room for is dropped and counted.
 */
export class Mirror implements CopyKeeper {
  readonly #options: MirrorOptions;
  readonly #handOver: HandOver;
  #room = new Room();
  #thread: ShadowThread | undefined;
  #orders: Orders | undefined;
  /** By route; a route keeps its slot for good. */
  readonly #slots = new Map<string, number>();
  readonly #places = new Map<string, Place>();
  /** Copies handed over and not reported as done, by route. */
  readonly #outstanding = new Map<string, number>();
  #held = 0;
  #delay = FIRST_DELAY_MS;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#handOver = new HandOver((bytes) => this.#thread?.post({ type: 'copies', bytes }, [bytes.buffer]));
  }

  /** Takes a new table over. The thread starts with the first route that is mirrored. */
  follow(table: RouteTable): void {
    const { workers, retryBudget, now } = this.#options;
    const routes = table.routes.flatMap((route): MirroredRoute[] => {
      const rule = mirroredBy(route);
      const service = table.services.get(route.service);
      const slot = this.#slotOf(route.id);
      return rule && service
        ? [{ id: route.id, slot, rule: shareOf(rule, workers), gated: route.gated, service }]
        : [];
    });
    this.#places.clear();
    for (const { id, slot, rule } of routes) {
      const bucket = rule.rate > 0 ? new TokenBucket(rule.rate, now()) : undefined;
      this.#places.set(id, { slot, most: rule.concurrency * (1 + WAITING), bucket });
    }
    this.#orders = { routes, monolith: table.monolith, retryBudget };
    if (this.#thread) this.#thread.post({ type: 'orders', orders: this.#orders }, []);
    else if (routes.length > 0 && this.#restart === undefined) this.#start();
  }

  /** A copy to be filled, if this request is one to be mirrored. `length`: the body's, where it is told. */
  take(order: CopyOrder, length: number): Copy | undefined {
    const { rule, stats, method } = order;
    if (!rule.unsafe && !SAFE.has(method)) return undefined;
    if (rule.percent < 100 && this.#options.random() * 100 >= rule.percent) return undefined;
    const place = this.#places.get(order.route);
    const reason = place === undefined ? 'lost' : this.#refusal(order, place, length);
    if (place !== undefined && reason === undefined) return new Copy(order, place.slot, this);
    stats.dropped[reason ?? 'lost']++;
    return undefined;
  }

  #refusal({ rule, startedAt }: CopyOrder, place: Place, length: number): DropReason | undefined {
    if (this.#thread === undefined) return 'lost';
    if (this.#room.isShut(place.slot)) return 'breaker';
    if (length > rule.maxBody) return 'too-large';
    if (this.#isFull(place)) return 'busy';
    return place.bucket?.take(startedAt) === false ? 'rate' : undefined;
  }

  #isFull({ slot, most }: Place): boolean {
    return this.#room.copies >= MAX_COPIES || this.#room.copiesOf(slot) >= most;
  }

  hold(bytes: number): boolean {
    if (this.#held + this.#room.bytes + bytes > MAX_BYTES) return false;
    this.#held += bytes;
    return true;
  }

  free(bytes: number): void {
    this.#held -= bytes;
  }

  /** What filled up while the exchange went by is not even packed. */
  handOver(copy: Copy): void {
    const { route, stats } = copy.order;
    const bytes = copy.requestBytes + copy.bodyBytes;
    const place = this.#places.get(route);
    this.free(bytes);
    if (this.#thread === undefined || place === undefined) stats.dropped.lost++;
    else if (this.#room.isShut(copy.slot)) stats.dropped.breaker++;
    else if (this.#isFull(place)) stats.dropped.busy++;
    else {
      this.#room.enter(copy.slot, bytes);
      this.#outstanding.set(route, (this.#outstanding.get(route) ?? 0) + 1);
      this.#handOver.add(copy);
    }
  }

  /** Stops mirroring. What is under way is lost. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#restart);
    this.#thread?.stop();
    this.#forget();
  }

  #start(): void {
    const startedAt = this.#options.now();
    this.#room = new Room();
    const thread = this.#options.start(this.#room.memory, {
      heard: (message) => this.#hear(message),
      lost: (reason) => this.#lose(reason, startedAt),
    });
    this.#thread = thread;
    if (this.#orders) thread.post({ type: 'orders', orders: this.#orders }, []);
  }

  #hear(message: FromThread): void {
    if (message.type === 'trouble') {
      this.#options.report(`mirroring: ${message.message}`);
      return;
    }
    for (const { route, counts, done } of message.reports) {
      this.#options.statsOf(route).add(counts);
      this.#outstanding.set(route, (this.#outstanding.get(route) ?? 0) - done);
    }
    this.#options.found(message.reports);
  }

  /** The thread is gone, with all that it had; another one starts, later each time if it dies young. */
  #lose(reason: string, startedAt: number): void {
    this.#forget();
    if (this.#closed) return;
    const { now, report } = this.#options;
    this.#delay = now() - startedAt < 10_000 ? Math.min(this.#delay * 2, MAX_DELAY_MS) : FIRST_DELAY_MS;
    report(`the mirroring thread ended (${reason}); another starts in ${this.#delay} ms`);
    this.#restart = setTimeout(() => {
      this.#restart = undefined;
      this.#start();
    }, this.#delay);
    this.#restart.unref();
  }

  #slotOf(route: string): number {
    const slot = this.#slots.get(route) ?? this.#slots.size;
    this.#slots.set(route, slot);
    return slot;
  }

  #forget(): void {
    this.#thread = undefined;
    this.#handOver.stop();
    for (const [route, count] of this.#outstanding) this.#options.statsOf(route).dropped.lost += count;
    this.#outstanding.clear();
  }
}

/** Where a route's copies are counted, and how many of them there may be. */
interface Place {
  readonly slot: number;
  readonly most: number;
  readonly bucket: TokenBucket | undefined;
}

/** One of several workers keeps to its part of the limits. */
function shareOf(rule: ShadowRule, workers: number): ShadowRule {
  return {
    ...rule,
    concurrency: Math.ceil(rule.concurrency / workers),
    rate: Math.ceil(rule.rate / workers),
  };
}
