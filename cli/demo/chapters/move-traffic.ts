import type { DemoRun } from '../demo-run.ts';
import { type DemoFacts, expectThat } from '../facts.ts';
import { runBanyan } from '../run-banyan.ts';
import { type Shares, watchShares } from '../watch-shares.ts';
import { SHOPPERS, type Standing } from './stand-between.ts';
import { ROUTE } from './write-plan.ts';

/** A share of the customers, each on one side for good. */
export async function canary(run: DemoRun, facts: DemoFacts, standing: Standing): Promise<void> {
  const { narrator } = run;
  narrator.chapter('Canary: some customers, and always the same ones');
  for (const percent of [25, 50]) {
    await setStage(run, standing, `canary:${percent}`);
    const shares = await watchShares(run, standing.shoppers, bothAnswer);
    // One run in a thousand deals none of 24 people into the first quarter; into the first half, none in ten million.
    const isFair = shares.monolith > 0 && (shares.orders > 0 || percent < 50);
    expectThat(facts, isFair, `At ${percent} % one of the sides answered nothing.`);
    facts.stages.push({ stage: `canary ${percent} %`, ...shares });
  }
  narrator.say(
    'The share is of customers, and 24 are few: it comes out roughly. Raising it moves customers over one by one, and none back.',
  );
}

function bothAnswer({ monolith, orders }: Shares): boolean {
  return monolith >= 5 && orders >= 5;
}

/** Everybody. */
export async function live(run: DemoRun, facts: DemoFacts, standing: Standing): Promise<void> {
  run.narrator.chapter('Live: the service answers everybody');
  await setStage(run, standing, 'live');
  const shares = await watchShares(run, standing.shoppers, ({ orders }) => orders >= 20);
  // A request that was asked before may be answered after: one for each shopper at most.
  const isLive = shares.monolith <= SHOPPERS && shares.orders > shares.monolith;
  expectThat(facts, isLive, 'Live, and yet the monolith answered a lot.');
  facts.stages.push({ stage: 'live', ...shares });
}

export async function setStage(run: DemoRun, { admin }: Standing, stage: string): Promise<void> {
  await runBanyan(run, ['routes', 'set', ROUTE, stage, '--admin', admin]);
}
