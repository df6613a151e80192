import type { Splice } from '../../../plan/index.ts';
import type { Entry } from '../state/tui-state.ts';
import { type DeskAnswer, type DeskFault, PlanDesk } from './plan-desk.ts';

/** The text of the plan, wherever it is worked on. Questions are answered in their order. */
export interface Desk {
  /** Once, before the first question. */
  place(modules: readonly string[]): void;
  sync(entries: readonly Entry[]): Promise<DeskAnswer | DeskFault>;
  /** The text after the changes of the last question, and what was done to it after the first `count`. */
  text(count: number): Promise<DeskText>;
  close(): void;
}

export interface DeskText {
  readonly text: string;
  readonly splices: readonly Splice[];
}

/** In this thread: for small plans and tests. */
export function localDesk(text: string, file: string): Desk {
  const desk = new PlanDesk(text, file);
  return {
    place: (modules) => desk.place(modules),
    sync: (entries) => Promise.resolve(desk.sync(entries)),
    text: (count) => Promise.resolve({ text: desk.text, splices: desk.splicesAfter(count) }),
    close: () => undefined,
  };
}
