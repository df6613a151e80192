import { Worker } from 'node:worker_threads';
import type { FromThread, ToThread } from './messages.ts';

/** What stands at the other end: a thread, or, in tests, the same engine in this one. */
export interface ShadowThread {
  post(message: ToThread, transfer: readonly ArrayBuffer[]): void;
  stop(): void;
}

export interface ThreadEvents {
  readonly heard: (message: FromThread) => void;
  /** It ended by itself. */
  readonly lost: (reason: string) => void;
}

/** `memory` is that of a `Room`. */
export type StartShadowThread = (memory: Int32Array<SharedArrayBuffer>, events: ThreadEvents) => ShadowThread;

/** Heap of the thread; beyond it the thread ends, and not the process. */
const HEAP_MB = 256;

/** Starts threads that run `file`, which calls `runShadowThread`. They see nothing of the environment. */
export function threadsOf(file: string): StartShadowThread {
  return (memory, { heard, lost }) => {
    const worker = new Worker(file, {
      name: 'banyan-shadow',
      workerData: { shadow: memory },
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    let stopped = false;
    let reason = '';
    worker.on('message', heard);
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', (code) => {
      if (!stopped) lost(reason || `exit ${code}`);
    });
    worker.unref();
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      stop: () => {
        stopped = true;
        void worker.terminate();
      },
    };
  };
}
