import type { Tally } from './shoppers.ts';

/** What the demo saw, in the order in which it happened; `--json` prints it. */
export interface DemoFacts {
  /** Where things are, while they are. */
  places: { folder: string; shop?: string; proxy?: string; admin?: string };
  analysis?: AnalysisFacts;
  /** Answers for the route by side, in each stage. */
  stages: StageFacts[];
  /** Pairs of answers with the planted mistake, and without it. */
  shadow?: Compared & { afterTheFix: Compared };
  /** The killed service: how long until it answered clients again, ms, and requests that the monolith answered for it. */
  crash?: { fallbacks: number; backAfterMs: number };
  clients?: Tally;
  audit: number;
  /** What was expected and was not so; empty in a good run. */
  disappointments: string[];
}

export interface Compared {
  readonly compared: number;
  readonly diverged: number;
}

export interface StageFacts {
  readonly stage: string;
  readonly monolith: number;
  readonly orders: number;
}

export interface AnalysisFacts {
  readonly files: number;
  readonly services: number;
  readonly verdict: string;
}

/** Notes what is not as it should be; the demo goes on, and ends with exit code 1. */
export function expectThat(facts: DemoFacts, holds: boolean, otherwise: string): void {
  if (!holds) facts.disappointments.push(otherwise);
}
