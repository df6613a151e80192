import { Worker } from 'node:worker_threads';
import type { Desk, DeskText } from './desk.ts';
import type { Question } from './desk-worker.ts';
import type { DeskAnswer, DeskFault } from './plan-desk.ts';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** In a thread of its own, since reading a large plan takes longer than a key may. */
export function workerDesk(text: string, file: string): Desk {
  const worker = new Worker(new URL('./desk-worker.js', import.meta.url), {
    workerData: { text, file },
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  const waiting: Waiting[] = [];
  worker.on('message', (answer: unknown) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => {
    for (const each of waiting.splice(0))
      each.reject(error instanceof Error ? error : new Error(String(error)));
  });
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(question);
    });
  return {
    place: (modules) => worker.postMessage({ ask: 'place', modules } satisfies Question),
    sync: async (entries) => (await ask({ ask: 'sync', entries })) as DeskAnswer | DeskFault,
    text: async (count) => (await ask({ ask: 'text', count })) as DeskText,
    close: () => void worker.terminate(),
  };
}
