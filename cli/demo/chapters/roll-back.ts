import type { DemoRun } from '../demo-run.ts';
import { type DemoFacts, expectThat } from '../facts.ts';
import { runBanyan } from '../run-banyan.ts';
import { watchShares } from '../watch-shares.ts';
import { setStage } from './move-traffic.ts';
import { SHOPPERS, type Standing } from './stand-between.ts';
import { ROUTE } from './write-plan.ts';

/** One command takes everything back, and one forward again. */
export async function rollBack(run: DemoRun, facts: DemoFacts, standing: Standing): Promise<void> {
  const { narrator } = run;
  narrator.chapter('Somebody is not sure: back, and forward again');
  await runBanyan(run, ['routes', 'rollback', ROUTE, '--admin', standing.admin, '--why', 'demo']);
  const back = await watchShares(run, standing.shoppers, ({ monolith }) => monolith >= 10);
  // A request that was asked before may be answered after: one for each shopper at most.
  const stray = back.orders > SHOPPERS || back.orders > back.monolith;
  expectThat(facts, !stray, `After the rollback the service answered ${back.orders} more.`);
  await setStage(run, standing, 'live');
  const again = await watchShares(run, standing.shoppers, ({ orders }) => orders >= 10);
  narrator.say('No restart, no deployment, no connection lost: the next request is asked elsewhere.');
  facts.stages.push({ stage: 'rolled back', ...back }, { stage: 'live again', ...again });
}
