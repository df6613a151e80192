import { parentPort, workerData } from 'node:worker_threads';
import type { Kept } from '../extractors/sketch/signals.ts';
import { type PackedFiles, unpackFiles } from './packed-files.ts';
import { packReplies } from './packed-replies.ts';
import { readBatch, readOpen, type ReadReply, type ReadRequest } from './read-batch.ts';

/** What a worker is started with. */
export interface WorkerInput {
  /** Content that the cache holds already. */
  readonly known: readonly string[];
  /** What declared extractors want kept. */
  readonly kept?: Kept | undefined;
}

/** Files to open and read, or such as were opened already. */
export type WorkerBatch = readonly ReadRequest[] | PackedFiles;

const input = workerData as WorkerInput;
const known = new Set(input.known);

parentPort?.on('message', (batch: WorkerBatch) => {
  answer(batch).catch((error: unknown) => {
    setImmediate(() => {
      throw error; // Reaches the main thread as the worker's 'error'.
    });
  });
});

async function answer(batch: WorkerBatch): Promise<void> {
  const packed = packReplies(await repliesTo(batch));
  parentPort?.postMessage(packed, [packed.texts.buffer]);
}

function repliesTo(batch: WorkerBatch): Promise<ReadReply[]> {
  return 'files' in batch ? readOpen(unpackFiles(batch), input.kept) : readBatch(batch, known, input.kept);
}
