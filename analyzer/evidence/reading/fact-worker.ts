import { parentPort, workerData } from 'node:worker_threads';
import { packReplies } from './packed-replies.ts';
import { readBatch, type ReadRequest } from './read-batch.ts';

/** What a worker is started with. */
export interface WorkerInput {
  /** Content that the cache holds already. */
  readonly known: readonly string[];
}

const known = new Set((workerData as WorkerInput).known);

parentPort?.on('message', (batch: readonly ReadRequest[]) => {
  answer(batch).catch((error: unknown) => {
    setImmediate(() => {
      throw error; // Reaches the main thread as the worker's 'error'.
    });
  });
});

async function answer(batch: readonly ReadRequest[]): Promise<void> {
  const packed = packReplies(await readBatch(batch, known));
  parentPort?.postMessage(packed, [packed.texts.buffer]);
}
