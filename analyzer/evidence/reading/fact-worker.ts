import { parentPort, workerData } from 'node:worker_threads';
import type { Kept } from '../extractors/sketch/signals.ts';
import { packReplies } from './packed-replies.ts';
import { readBatch, type ReadRequest } from './read-batch.ts';

/** What a worker is started with. */
export interface WorkerInput {
  /** Content that the cache holds already. */
  readonly known: readonly string[];
  /** What declared extractors want kept. */
  readonly kept?: Kept | undefined;
}

const input = workerData as WorkerInput;
const known = new Set(input.known);

parentPort?.on('message', (batch: readonly ReadRequest[]) => {
  answer(batch).catch((error: unknown) => {
    setImmediate(() => {
      throw error; // Reaches the main thread as the worker's 'error'.
    });
  });
});

async function answer(batch: readonly ReadRequest[]): Promise<void> {
  const packed = packReplies(await readBatch(batch, known, input.kept));
  parentPort?.postMessage(packed, [packed.texts.buffer]);
}
