import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AdminServer } from '../admin/admin-server.ts';
import { Webhooks } from '../rollout/webhooks.ts';
import { StandingStore } from '../rollout/standing-store.ts';
import { renderBanner } from './banner.ts';
import { ClusterFleet } from './cluster-fleet.ts';
import { type Flags, withFlags } from './flags.ts';
import type { Fleet } from './fleet.ts';
import { readPlanText } from './load-plan.ts';
import { LocalFleet } from './local-fleet.ts';
import { outliveReaders } from './outlive-readers.ts';
import { PlanWatch } from './plan-watch.ts';
import { DivergenceRecord } from '../shadow/record/divergence-record.ts';
import { threadsOf } from '../shadow/mirror/start-thread.ts';
import { Supervisor } from './supervisor.ts';

export interface RunOptions {
  readonly file: string;
  /** Where stages, divergences and traffic are kept; absent: `.banyan` beside the plan. */
  readonly state?: string | undefined;
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** The file that a worker of a cluster runs. */
  readonly workerFile: string;
  readonly write: (text: string) => void;
  /** Aborted when it is time to stop. */
  readonly signal: AbortSignal;
}

const timestamp = (): string => new Date().toISOString();

/** How often the plan is read again. */
const WATCH_MS = 500;
/** How often the gates look. */
const LOOK_MS = 1000;

/**
 * Serves until told to stop, then drains. Throws `PlanError` or `ProxyError` where it cannot start; once it serves,
 * nothing that happens to the plan stops it.
 */
export async function runProxy(options: RunOptions): Promise<void> {
  outliveReaders();
  const file = resolve(options.file);
  const text = readPlanText(file);
  const report = (message: string): void => options.write(`${new Date().toISOString()} ${message}\n`);
  const state = stateFolder(options);
  const divergences = new DivergenceRecord({
    folder: join(state, 'divergences'),
    report,
    timestamp,
  });
  await divergences.load();
  const found = divergences.take.bind(divergences);
  const shadow = threadsOf(options.workerFile);
  const fleet: { current: Fleet } = { current: new LocalFleet({ report, shadow, found }) };
  const hooks: { current: Webhooks | undefined } = { current: undefined };
  const supervisor = createSupervisor(text, { options, file, state, fleet, report, hooks, divergences });
  hooks.current = new Webhooks({ specs: supervisor.settings.webhooks, report });
  const { workers, admin: adminSpec } = supervisor.settings;
  if (workers > 1) fleet.current = new ClusterFleet(workers, options.workerFile, { report, found });
  const admin = options.flags.admin === 'off' ? undefined : new AdminServer(adminSpec, supervisor);
  const adminAddress = await admin?.listen();
  const stop = stopSignals(options.signal, report);
  try {
    const listening = await supervisor.start();
    const { version, write } = options;
    write(renderBanner({ table: supervisor.table, listening, admin: adminAddress, workers, version }));
  } catch (error) {
    admin?.close();
    stop.forget();
    throw error;
  }
  await untilStopped(stop, { file, text, supervisor, report });
  await divergences.close();
  stop.forget();
  hooks.current.stop();
  admin?.close();
}

/** By flag, by environment (of images and units), or beside the plan. */
function stateFolder({ file, state, env }: RunOptions): string {
  const named = state ?? env['BANYAN_STATE'];
  return named === undefined || named === '' ? join(dirname(resolve(file)), '.banyan') : resolve(named);
}

interface Serving extends Watched {
  readonly file: string;
  readonly text: string;
}

/** Follows the plan and lets the gates look until the first signal, then drains; the second cuts that short. */
async function untilStopped(stop: StopSignals, { file, text, supervisor, report }: Serving): Promise<void> {
  const watch = watchPlan(file, text, { supervisor, report });
  const looks = setInterval(() => look(supervisor, report), LOOK_MS);
  await stop.first;
  watch.stop();
  clearInterval(looks);
  report(`stopping: ${supervisor.settings.drainMs} ms for what is in flight`);
  const stopped = supervisor.stop(supervisor.settings.drainMs);
  await Promise.race([stopped, stop.second.then(() => supervisor.cut())]);
  await stopped;
}

interface Parts {
  readonly options: RunOptions;
  readonly file: string;
  readonly state: string;
  readonly fleet: { current: Fleet };
  readonly report: (message: string) => void;
  readonly hooks: { readonly current: Webhooks | undefined };
  readonly divergences: DivergenceRecord;
}

function createSupervisor(
  text: string,
  { options, file, state, fleet, report, hooks, divergences }: Parts,
): Supervisor {
  const instance = randomBytes(4).toString('hex');
  const trafficFolder = join(state, 'traffic');
  return new Supervisor(text, {
    fleet: {
      get restarts() {
        return fleet.current.restarts;
      },
      start: (settings, table) => fleet.current.start(settings, table),
      apply: (table) => fleet.current.apply(table),
      snapshots: () => fleet.current.snapshots(),
      drain: (milliseconds) => fleet.current.drain(milliseconds),
      cut: () => fleet.current.cut(),
    },
    file,
    around: { env: options.env, instance, cpus: availableParallelism(), trafficFolder },
    store: new StandingStore(state),
    divergences,
    version: options.version,
    report,
    timestamp,
    now: () => performance.now(),
    announce: (change) => hooks.current?.announce(change),
    override: (loaded) => withFlags(loaded, options.flags),
  });
}

interface Watched {
  readonly supervisor: Supervisor;
  readonly report: (message: string) => void;
}

function watchPlan(file: string, text: string, { supervisor, report }: Watched): { stop: () => void } {
  const watch = new PlanWatch(file, text, {
    changed: (changed) => supervisor.reload(changed),
    lost: (error) => supervisor.refusePlan(error),
    everyMs: WATCH_MS,
  });
  const reload = (): void => {
    report('SIGHUP: reading the plan');
    void watch.look();
  };
  process.on('SIGHUP', reload);
  return {
    stop: () => {
      watch.stop();
      process.off('SIGHUP', reload);
    },
  };
}

/** A bug in judging must not stop the serving. */
function look(supervisor: Supervisor, report: (message: string) => void): void {
  supervisor.look().catch((error: Error) => report(`bug, please report: ${error.stack ?? error.message}`));
}

interface StopSignals {
  readonly first: Promise<void>;
  /** Whoever asks twice does not want to wait. */
  readonly second: Promise<void>;
  readonly forget: () => void;
}

function stopSignals(aborted: AbortSignal, report: (message: string) => void): StopSignals {
  const resolvers: (() => void)[] = [];
  const first = new Promise<void>((done) => resolvers.push(done));
  const second = new Promise<void>((done) => resolvers.push(done));
  const next = (): void => resolvers.shift()?.();
  // It would end the process, and some who know nginx send it.
  const ignore = (): void => report('SIGUSR2 means nothing here; SIGHUP reads the plan');
  process.on('SIGUSR2', ignore);
  process.on('SIGTERM', next);
  process.on('SIGINT', next);
  aborted.addEventListener('abort', next);
  return {
    first,
    second,
    forget: () => {
      process.off('SIGUSR2', ignore);
      process.off('SIGTERM', next);
      process.off('SIGINT', next);
      aborted.removeEventListener('abort', next);
    },
  };
}
