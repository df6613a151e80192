import { type DemoRun, pause } from './demo-run.ts';
import { answeredBetween, type Shoppers } from './shoppers.ts';

const LOOK_MS = 100;
/** The clients tell their count five times a second; what was asked before a change is counted by then. */
const SETTLE_MS = 400;
/** Longest wait for what a chapter wants to see; a busy machine is slow, not wrong. */
const PATIENCE_MS = 15_000;

export interface Shares {
  readonly monolith: number;
  readonly orders: number;
}

/**
 * Shows who answers the route for as long as traffic is watched in a stage, and on until `enough`. Answers the counts
 * of that time alone; whether they are what was wanted is for the caller to judge.
 */
export async function watchShares(
  run: DemoRun,
  shoppers: Shoppers,
  enough: (shares: Shares) => boolean,
): Promise<Shares> {
  const { narrator, pace, io } = run;
  await pause(run, SETTLE_MS);
  const before = shoppers.tally;
  const start = io.now();
  for (;;) {
    await pause(run, LOOK_MS);
    const shares = answeredBetween(before, shoppers.tally);
    const text = narrator.shares(shares.monolith, shares.orders);
    const time = io.now() - start;
    if ((time >= pace.watchMs && enough(shares)) || time > PATIENCE_MS) {
      narrator.settle(text);
      return shares;
    }
    narrator.live(text);
  }
}
