import { parentPort, workerData } from 'node:worker_threads';
import { readBatch, type ReadRequest } from './read-batch.ts';

/** What a worker is started with. */
export interface WorkerInput {
  /** Content that the cache holds already. */
  readonly known: readonly string[];
}

const known = new Set((workerData as WorkerInput).known);

parentPort?.on('message', (batch: readonly ReadRequest[]) => {
  readBatch(batch, known).then(
    (replies) => parentPort?.postMessage(replies),
    (error: unknown) => {
      setImmediate(() => {
        throw error; // Reaches the main thread as the worker's 'error'.
      });
    },
  );
});
