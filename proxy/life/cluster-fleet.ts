import cluster, { type Worker } from 'node:cluster';
import { ProxyError } from '../proxy-error.ts';
import type { RouteTable } from '../model/route.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../observe/snapshot.ts';
import type { RouteReport } from '../shadow/mirror/messages.ts';
import type { Fleet } from './fleet.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** A worker that dies young is replaced later each time, so that a fault at start cannot become a storm of forks. */
const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 5000;
const YOUNG_MS = 5000;
const SNAPSHOT_MS = 2000;

export interface ClusterOptions {
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** Takes what comparison found. */
  readonly found: (reports: readonly RouteReport[]) => void;
}

/** Several workers that share the listening sockets, kept at their number by this process. */
export class ClusterFleet implements Fleet {
  restarts = 0;
  readonly #size: number;
  readonly #report: (message: string) => void;
  readonly #found: (reports: readonly RouteReport[]) => void;
  #settings: Settings | undefined;
  #table: RouteTable | undefined;
  #draining = false;
  #delay = FIRST_DELAY_MS;
  #turn = 0;
  readonly #collecting = new Map<number, (snapshot: Snapshot) => void>();

  /** `workerFile` runs `runWorker` when it finds itself a worker. */
  constructor(size: number, workerFile: string, { report, found }: ClusterOptions) {
    this.#size = size;
    this.#report = report;
    this.#found = found;
    // Workers accept for themselves. Where this process hands connections out, one that is on its way to a worker that hangs
    // or dies stays open for ever with nobody to answer it; and a busy worker is given as many as an idle one.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: workerFile, args: [], serialization: 'advanced' });
  }

  async start(settings: Settings, table: RouteTable): Promise<readonly string[]> {
    this.#settings = settings;
    this.#table = table;
    const started = Array.from({ length: this.#size }, () => this.#fork());
    const [addresses] = await Promise.all(started);
    return addresses ?? [];
  }

  apply(table: RouteTable): void {
    this.#table = table;
    for (const worker of living()) tell(worker, { type: 'table', table });
  }

  async snapshots(): Promise<Snapshot[]> {
    const turn = ++this.#turn;
    const workers = living();
    const found: Snapshot[] = [];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SNAPSHOT_MS);
      this.#collecting.set(turn, (snapshot) => {
        found.push(snapshot);
        if (found.length < workers.length) return;
        clearTimeout(timer);
        resolve();
      });
      for (const worker of workers) tell(worker, { type: 'snapshot', turn });
      if (workers.length === 0) resolve();
    });
    this.#collecting.delete(turn);
    return found;
  }

  async drain(milliseconds: number): Promise<void> {
    this.#draining = true;
    const gone = living().map(
      (worker) =>
        new Promise<void>((resolve) => {
          worker.once('exit', () => resolve());
          tell(worker, { type: 'drain', milliseconds });
          setTimeout(() => worker.process.kill('SIGKILL'), milliseconds + 1000).unref();
        }),
    );
    await Promise.all(gone);
  }

  cut(): void {
    for (const worker of living()) worker.process.kill('SIGKILL');
  }

  #fork(): Promise<readonly string[]> {
    const worker = cluster.fork();
    const bornAt = performance.now();
    const { promise, resolve, reject } = withResolvers<readonly string[]>();
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'listening') resolve(message.addresses);
      else if (message.type === 'failed') reject(new ProxyError(message.code, message.message, message.hint));
      else this.#hear(worker, message);
    });
    worker.once('exit', (code, signal) => {
      reject(new ProxyError('CANNOT_LISTEN', 'A worker ended before it served.', 'See the lines above.'));
      if (!this.#draining && code !== 0) this.#replace(signal ?? `exit ${code}`, performance.now() - bornAt);
    });
    worker.on('error', () => undefined);
    return promise;
  }

  #hear(worker: Worker, message: Exclude<FromWorker, { type: 'listening' | 'failed' }>): void {
    const [settings, table] = [this.#settings, this.#table];
    if (message.type === 'snapshot') this.#collecting.get(message.turn)?.(message.snapshot);
    else if (message.type === 'found') this.#found(message.reports);
    else if (message.type === 'report') this.#report(`worker ${worker.id}: ${message.message}`);
    else if (settings && table) tell(worker, { type: 'start', settings, table });
  }

  #replace(reason: string, age: number): void {
    this.#delay = age < YOUNG_MS ? Math.min(this.#delay * 2, MAX_DELAY_MS) : FIRST_DELAY_MS;
    this.restarts++;
    this.#report(`a worker ended (${reason}); another starts in ${this.#delay} ms`);
    setTimeout(() => {
      if (!this.#draining) this.#fork().catch((error: Error) => this.#report(error.message));
    }, this.#delay);
  }
}

function living(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(
    (worker): worker is Worker => worker !== undefined && worker.isConnected(),
  );
}

function tell(worker: Worker, message: ToWorker): void {
  worker.send(message, undefined, () => undefined);
}

interface Resolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 lacks. A rejection that comes after all is nobody's concern. */
function withResolvers<Value>(): Resolvers<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
