import { Worker } from 'node:worker_threads';
import { type PackedFiles, packFiles } from './packed-files.ts';
import { type Arrived, type PackedReplies, packReplies, unpackReplies } from './packed-replies.ts';
import type { Kept } from '../extractors/sketch/signals.ts';
import { type Known, openBatch, type ReadRequest } from './read-batch.ts';
import { createScratch } from './scratch.ts';
import type { WorkerBatch, WorkerInput } from './fact-worker.ts';

/** How the pool does its work. */
export interface PoolOptions {
  readonly workers: number;
  readonly known: readonly string[];
  readonly kept?: Kept | undefined;
  readonly onReplies: (replies: readonly Arrived[]) => void;
  readonly signal: AbortSignal;
}

const BATCH = 32; // Small enough that the last batch keeps no worker waiting long, large enough to hide the messages.
/** Batches that a worker holds: it reads one while the replies to the other are on their way. */
const AHEAD = 2;
/** … and that the only worker holds, which this thread keeps going beside work of its own. */
const AHEAD_OF_ONE = 8;
/** Most batches fit. */
const SCRATCH_BYTES = 1024 * 1024;
const STACK_MB = 32; // The parser is recursive: 34,000 nested parentheses fit, against 766 on the main thread.
const HEAP_MB = 1024;
/** What is parsed dies young: in a larger nursery (three times the half that is in use) far less of it is copied. */
const NURSERY_MB = 96;

/**
 * Reads files in worker threads, a batch at a time, each worker taking the next batch when it is done.
 *
 * @throws what a worker threw, or the reason of the signal; all workers are ended by then
 */
export async function readInWorkers(requests: readonly ReadRequest[], options: PoolOptions): Promise<void> {
  const batches = batchesOf(requests);
  const count = Math.min(options.workers, batches.length);
  const pool = Array.from({ length: count }, () => startWorker(options));
  try {
    // One worker is what all wait for, so this thread opens the files for it; several would wait for this thread.
    const open = count === 1 ? createOpener(new Set(options.known)) : undefined;
    await Promise.all(pool.map((worker) => feed(worker, batches, { ...options, open })));
  } finally {
    await Promise.all(pool.map((worker) => worker.terminate()));
  }
}

function startWorker({ known, kept }: PoolOptions): Worker {
  const workerData: WorkerInput = { known, kept };
  return new Worker(workerEntry(), {
    workerData,
    resourceLimits: {
      stackSizeMb: STACK_MB,
      maxOldGenerationSizeMb: HEAP_MB,
      maxYoungGenerationSizeMb: NURSERY_MB,
    },
  });
}

/** Node 20 runs no TypeScript, so when this file itself is run as TypeScript (by tests) the built worker is used. */
function workerEntry(): URL {
  const here = new URL('./fact-worker.js', import.meta.url);
  return import.meta.url.endsWith('.ts')
    ? new URL('../../../dist/analyzer/evidence/reading/fact-worker.js', import.meta.url)
    : here;
}

/** A batch that was opened on this thread. */
interface Opened {
  /** What is to be said of files that need no reading. */
  readonly arrived: readonly Arrived[];
  /** Absent where none is left. */
  readonly packed?: PackedFiles;
}

type Open = (batch: readonly ReadRequest[]) => Opened;

function createOpener(known: Known): Open {
  const scratch = createScratch(SCRATCH_BYTES);
  return (batch) => {
    scratch.reuse();
    const { replies, files } = openBatch(batch, known, scratch.allocate);
    const arrived = unpackReplies(packReplies(replies));
    return files.length === 0 ? { arrived } : { arrived, packed: packFiles(files) };
  };
}

interface FeedOptions extends PoolOptions {
  /** Absent where the worker opens its files. */
  readonly open: Open | undefined;
}

function feed(
  worker: Worker,
  batches: ReadRequest[][],
  { onReplies, signal, open }: FeedOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let waiting = 0;
    const next = (): void => {
      if (signal.aborted) return;
      const batch = batches.pop();
      if (batch) {
        waiting += 1;
        if (open) give(open(batch));
        else worker.postMessage(batch satisfies WorkerBatch);
      } else if (waiting === 0) resolve();
    };
    const give = ({ arrived, packed }: Opened): void => {
      if (!packed) return void setImmediate(take, arrived);
      worker.postMessage(packed satisfies WorkerBatch, [packed.contents.buffer]);
      if (arrived.length > 0) onReplies(arrived);
    };
    const take = (replies: readonly Arrived[]): void => {
      waiting -= 1;
      next(); // Before the replies are looked at: the worker has always one batch to go on with.
      onReplies(replies);
    };
    worker.on('message', (packed: PackedReplies) => take(unpackReplies(packed)));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A reading worker ended early (exit ${code}).`)));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
    else for (let ahead = open ? AHEAD_OF_ONE : AHEAD; ahead > 0; ahead -= 1) next();
  });
}

function batchesOf(requests: readonly ReadRequest[]): ReadRequest[][] {
  const batches: ReadRequest[][] = [];
  for (let at = 0; at < requests.length; at += BATCH) batches.push(requests.slice(at, at + BATCH));
  return batches.reverse(); // Taken from the end.
}
