import cluster from 'node:cluster';
import { createHash, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import type { NotRecorded } from '../model/recording.ts';
import type { RouteTable } from '../model/route.ts';
import type { Settings } from '../model/settings.ts';
import { accessLine } from '../observe/access-line.ts';
import type { ShadowStats } from '../observe/shadow-stats.ts';
import { type LogSink, openLogSink } from '../observe/log-sink.ts';
import { SpanExporter } from '../observe/tracing/span-exporter.ts';
import { TrafficLog } from '../observe/traffic/traffic-log.ts';
import type { Context } from '../phases/context.ts';
import type { Exchange } from '../phases/exchange.ts';
import { Deadlines } from '../resilience/deadlines.ts';
import { hashKeyOf } from '../routing/keyed-hash.ts';
import { LiveTable, type RouteEntry, newRouteStats } from '../routing/live-table.ts';
import { Resolver } from '../upstream/resolver.ts';
import { ClientListeners } from './client-listeners.ts';
import { Mirror } from '../shadow/mirror/mirror.ts';
import type { RouteReport } from '../shadow/mirror/messages.ts';
import type { StartShadowThread } from '../shadow/mirror/start-thread.ts';
import { UpstreamRegistry } from './upstream-registry.ts';

const now = (): number => performance.now();

/** What a process has beside its settings and table. */
export interface ServerOptions {
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** Starts the thread that mirrors; absent: nothing is mirrored. */
  readonly shadow?: StartShadowThread;
  /** Takes what comparison found. */
  readonly found?: (reports: readonly RouteReport[]) => void;
}

/** One process's share of the proxy: its listeners, its table, its upstreams. */
export class ProxyServer {
  readonly context: Context;
  readonly upstreams: UpstreamRegistry;
  /** Counters by route, of the present table and of earlier ones. */
  readonly stats = new Map<string, RouteEntry['stats']>();
  readonly #settings: Settings;
  readonly #listeners: ClientListeners;
  readonly #log: LogSink | undefined;
  readonly #traffic: TrafficLog | undefined;
  readonly #spans: SpanExporter | undefined;
  /** Upgrades, open or on their way. */
  readonly #tunnels = new Set<Exchange>();

  /** Throws `ProxyError` for a certificate that is none. */
  constructor(settings: Settings, table: RouteTable, options: ServerOptions) {
    const { report } = options;
    this.#settings = settings;
    this.#log = settings.accessLog === undefined ? undefined : openLogSink(settings.accessLog, report);
    this.#spans = settings.tracing && new SpanExporter(settings.tracing, report);
    this.#traffic = openTrafficLog(settings.trafficFolder, report);
    const resolver = new Resolver((name, done) => lookup(name, { all: true }, done), now);
    this.upstreams = new UpstreamRegistry({ resolver, now, retryBudget: settings.retryBudget });
    this.context = {
      table: this.#build(table),
      draining: false,
      inFlight: 0,
      limits: settings.limits,
      deadlines: new Deadlines(now),
      via: settings.via,
      retryAttempts: settings.retryAttempts,
      traceShare: settings.tracing?.share,
      stickyKey: hashKeyOf(createHash('sha256').update(settings.stickySecret).digest()),
      now,
      nextRequestId: requestIds(),
      observe: (exchange) => this.#observe(exchange),
      tunnels: this.#tunnels,
      mirror: this.#mirror(options),
      report,
    };
    this.context.mirror?.follow(table);
    this.#listeners = new ClientListeners(settings, this.context, report);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Lines of the access log that were lost. */
  get logDropped(): number {
    return this.#log?.dropped ?? 0;
  }

  /** What this process cannot write down just now. */
  get notRecorded(): readonly NotRecorded[] {
    const failures = { accessLog: this.#log?.failure ?? '', traffic: this.#traffic?.failure ?? '' };
    return (['accessLog', 'traffic'] as const).flatMap((what) =>
      failures[what] === '' ? [] : [{ what, why: failures[what] }],
    );
  }

  get connections(): Promise<number> {
    return this.#listeners.connections();
  }

  /** Where it listens, once it does; for port 0. */
  get addresses(): readonly string[] {
    return this.#listeners.addresses;
  }

  /** Throws `ProxyError` where an address cannot be listened on. */
  async listen(): Promise<void> {
    await this.#listeners.listen();
  }

  /** The new table holds for every request that begins from now on; those under way keep theirs. */
  replaceTable(table: RouteTable): void {
    this.context.table = this.#build(table);
    this.context.mirror?.follow(table);
  }

  /** Stops accepting, lets what is in flight finish within `milliseconds`, then cuts what is left. */
  async drain(milliseconds: number): Promise<void> {
    this.context.draining = true;
    const closed = this.#listeners.close();
    await Promise.race([closed.then(() => this.#idle(milliseconds)), after(milliseconds)]);
    this.cut();
    this.context.mirror?.close();
    this.upstreams.retireAll();
    this.context.deadlines.stop();
    this.#traffic?.close();
    await this.#spans?.close();
    await this.#log?.close();
  }

  /** Ends every client connection now; a drain that waits for them is then over. */
  cut(): void {
    for (const { tunnel } of this.#tunnels) tunnel?.close();
    this.#listeners.cut();
  }

  #observe(exchange: Exchange): void {
    this.#log?.write(accessLine(exchange, Date.now()));
    this.#traffic?.note(exchange);
    this.#spans?.note(exchange, Date.now());
  }

  async #idle(milliseconds: number): Promise<void> {
    const until = now() + milliseconds;
    while (this.context.inFlight > 0 && now() < until) await after(20);
  }

  #mirror({ shadow, found = () => undefined, report }: ServerOptions): Mirror | undefined {
    if (shadow === undefined) return undefined;
    const { workers, retryBudget } = this.#settings;
    const statsOf = (route: string): ShadowStats => this.#statsOf(route).shadow;
    return new Mirror({
      start: shadow,
      workers,
      retryBudget,
      statsOf,
      now,
      random: Math.random,
      report,
      found,
    });
  }

  #build(table: RouteTable): LiveTable {
    const { upstreamOf, commit } = this.upstreams.prepare([table.monolith, ...table.services.values()]);
    const live = new LiveTable(table, { upstreamOf, statsOf: (label) => this.#statsOf(label) });
    commit();
    return live;
  }

  #statsOf(label: string): RouteEntry['stats'] {
    let stats = this.stats.get(label);
    if (stats === undefined) {
      stats = newRouteStats();
      this.stats.set(label, stats);
    }
    return stats;
  }
}

function openTrafficLog(
  folder: string | undefined,
  report: (message: string) => void,
): TrafficLog | undefined {
  if (folder === undefined) return undefined;
  return new TrafficLog({ folder, worker: cluster.worker?.id ?? 0, clock: Date.now, report });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

/** Unique without a system call for each: a random start for the process, then a count. */
function requestIds(): () => string {
  const prefix = randomBytes(8).toString('hex');
  let count = 0;
  return () => {
    count = (count + 1) >>> 0;
    return `${prefix}${count.toString(16).padStart(8, '0')}`;
  };
}
