import { parentPort, workerData } from 'node:worker_threads';
import type { Entry } from '../state/tui-state.ts';
import { PlanDesk } from './plan-desk.ts';

/** What the screen asks; each question is answered once, in order. */
export type Question =
  | { readonly ask: 'place'; readonly modules: readonly string[] }
  | { readonly ask: 'sync'; readonly entries: readonly Entry[] }
  | { readonly ask: 'text'; readonly count: number };

const { text, file } = workerData as { text: string; file: string };
const desk = new PlanDesk(text, file);
desk.prepare();

parentPort?.on('message', (question: Question) => {
  if (question.ask === 'place') desk.place(question.modules);
  else if (question.ask === 'sync') parentPort?.postMessage(desk.sync(question.entries));
  else parentPort?.postMessage({ text: desk.text, splices: desk.splicesAfter(question.count) });
});
