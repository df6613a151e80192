import { Deadlines } from '../../resilience/deadlines.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import type { Resolver } from '../../upstream/resolver.ts';
import { UpstreamRegistry } from '../../life/upstream-registry.ts';
import type { MirroredRoute, Orders, RouteReport } from '../mirror/messages.ts';
import { unpack, type UnpackedCopy } from '../mirror/packed-copies.ts';
import type { Room } from '../mirror/room.ts';
import type { LateBy } from './late-by.ts';
import { Pacer } from './pacer.ts';
import { RouteWork } from './route-work.ts';
import { Tally } from './tally.ts';

const REPORT_MS = 250;
/** Pairs out of a larger one get memory of their own, so that one slow pair does not keep all the others'. */
const LARGE_BATCH = 262_144;

export interface EngineOptions {
  readonly room: Room;
  readonly resolver: Resolver;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** ISO 8601. */
  readonly timestamp: () => string;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly lateBy: Pick<LateBy, 'watch' | 'take'>;
  /** Called after each small piece of work; may block, so that others get the processor. */
  readonly pause: () => void;
  readonly report: (reports: readonly RouteReport[]) => void;
  /** Requests to the monolith for the sake of learning noise, over all routes. */
  readonly repeatsPerSecond: number;
}

/** The other side of mirroring: takes pairs, asks the service, compares, learns, and reports a few times a second. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #deadlines: Deadlines;
  readonly #timer: NodeJS.Timeout;
  readonly #pacer: Pacer;
  readonly #routes = new Map<string, RouteWork>();
  /** Routes by their slots, also those of earlier tables: their copies may still be on their way. */
  readonly #names = new Map<number, string>();
  /** Those of routes that are mirrored no more, until they have reported what they had. */
  readonly #retired = new Set<RouteWork>();
  readonly #strays = new Map<string, Tally>();
  #upstreams: UpstreamRegistry | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#deadlines = new Deadlines(options.now);
    this.#pacer = new Pacer(options.repeatsPerSecond, options.now);
    this.#timer = setInterval(() => this.flush(), REPORT_MS);
  }

  /** Takes a new table over. A route whose rule stays goes on where it was, with what it has learnt. */
  follow({ routes, monolith, retryBudget }: Orders): void {
    const { resolver, now } = this.#options;
    this.#upstreams ??= new UpstreamRegistry({ resolver, now, retryBudget });
    // Health is asked for by those who serve clients; two would ask twice.
    const specs = new Map(routes.map(({ service }) => [service.id, { ...service, health: undefined }]));
    const { upstreamOf, commit } = this.#upstreams.prepare([
      { ...monolith, health: undefined },
      ...specs.values(),
    ]);
    const kept = new Set(routes.map(({ id }) => id));
    for (const [id, work] of this.#routes) if (!kept.has(id)) this.#retire(id, work);
    for (const route of routes) {
      this.#names.set(route.slot, route.id);
      const upstreams = { service: upstreamOf(route.service.id), monolith: upstreamOf(monolith.id) };
      this.#takeOver(route, upstreams);
    }
    commit();
    this.#options.lateBy.watch(routes.some(({ gated }) => gated));
  }

  take(bytes: Uint8Array): void {
    const own = bytes.byteLength > LARGE_BATCH;
    for (const copy of unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
      if (own) this.#takeCopy({ ...copy, request: Buffer.from(copy.request), body: Buffer.from(copy.body) });
      else this.#takeCopy(copy);
    }
  }

  /** Reports what there is. */
  flush(): void {
    for (const work of this.#routes.values()) work.reopen();
    const works = [...this.#routes.values(), ...this.#retired].map(({ tally }) => tally);
    const late = this.#options.lateBy.take();
    const reports = [...works, ...this.#strays.values()].flatMap((tally) => tally.take(late) ?? []);
    this.#strays.clear();
    for (const work of this.#retired) if (work.idle) this.#retired.delete(work);
    if (reports.length > 0) this.#options.report(reports);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#options.lateBy.watch(false);
    this.#deadlines.stop();
    this.#upstreams?.retireAll();
  }

  #takeCopy(copy: UnpackedCopy): void {
    const { room } = this.#options;
    const { slot, requestBytes, bodyBytes, request, body } = copy;
    const route = this.#names.get(slot) ?? '';
    const work = this.#routes.get(route);
    const done = (): void => room.leave(slot, requestBytes + bodyBytes);
    if (work !== undefined) work.take({ item: { ...copy, route }, request, body, done });
    else {
      done();
      this.#stray(route);
    }
  }

  /** A pair of a route that is mirrored no more. */
  #stray(route: string): void {
    let tally = this.#strays.get(route);
    if (tally === undefined) {
      tally = new Tally(route, '');
      this.#strays.set(route, tally);
    }
    tally.counts.dropped.lost++;
    tally.done++;
  }

  #takeOver(route: MirroredRoute, upstreams: { service: Upstream; monolith: Upstream }): void {
    const known = this.#routes.get(route.id);
    if (known?.follows(route) === true) {
      known.upstreams = upstreams;
      return;
    }
    if (known !== undefined) this.#retire(route.id, known);
    const { now, timestamp, random, pause, room } = this.#options;
    const shut = (is: boolean): void => room.setShut(route.slot, is);
    shut(false);
    const around = { now, timestamp, random, pause, shut, deadlines: this.#deadlines, pacer: this.#pacer };
    this.#routes.set(route.id, new RouteWork(route, upstreams, around));
  }

  #retire(id: string, work: RouteWork): void {
    this.#routes.delete(id);
    this.#retired.add(work);
  }
}
