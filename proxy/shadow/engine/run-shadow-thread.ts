import { lookup } from 'node:dns';
import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ToThread } from '../mirror/messages.ts';
import { Room } from '../mirror/room.ts';
import { Resolver } from '../../upstream/resolver.ts';
import { Engine } from './engine.ts';
import { LateBy } from './late-by.ts';
import { ShortBreath } from './short-breath.ts';

/**
 * Politer than the thread that serves clients: of a processor that both want it gets 3 %. Not the politest, since what it holds
 * for a moment (the lock of a message port) the other may wait for.
 */
const NICENESS = 15;

/** A process's. The monolith has work of its own. */
const REPEATS_PER_SECOND = 25;

const now = (): number => performance.now();

/** What nobody ever wakes. */
const bed = new Int32Array(new SharedArrayBuffer(4));

function sleep(milliseconds: number): void {
  Atomics.wait(bed, 0, 0, milliseconds);
}

/** Whether this is a thread that was started for mirroring. */
export function isShadowThread(): boolean {
  return parentPort !== null && hasMemory(workerData);
}

/** The life of the mirroring thread. */
export function runShadowThread(): void {
  if (parentPort === null || !hasMemory(workerData)) return;
  const port = parentPort;
  yieldToClients();
  const { pause } = new ShortBreath({ now, sleep });
  const engine = new Engine({
    room: new Room(workerData.shadow),
    resolver: new Resolver((name, done) => lookup(name, { all: true }, done), now),
    now,
    timestamp: () => new Date().toISOString(),
    random: Math.random,
    pause,
    lateBy: new LateBy((resolution) => monitorEventLoopDelay({ resolution })),
    repeatsPerSecond: REPEATS_PER_SECOND,
    report: (reports) => port.postMessage({ type: 'report', reports } satisfies FromThread),
  });
  port.on('message', (message: ToThread) => {
    if (message.type === 'orders') engine.follow(message.orders);
    else engine.take(message.bytes);
  });
}

/** Linux gives each thread a priority of its own; elsewhere it would be the whole process's, so it is left alone. */
function yieldToClients(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, NICENESS);
  } catch {
    // Where it is forbidden, mirroring still is bounded.
  }
}

function hasMemory(data: unknown): data is { readonly shadow: Int32Array<SharedArrayBuffer> } {
  return (data as { readonly shadow?: unknown } | null)?.shadow instanceof Int32Array;
}
