import { seconds } from '../../text/layout.ts';
import { count } from '../../../words/count.ts';
import { type DemoRun, pause } from '../demo-run.ts';
import { type DemoFacts, expectThat } from '../facts.ts';
import type { OrdersService } from '../orders-service.ts';
import { answeredBetween } from '../shoppers.ts';
import { watchShares } from '../watch-shares.ts';
import type { Standing } from './stand-between.ts';
import { ROUTE } from './write-plan.ts';

const LOOK_MS = 50;
const PATIENCE_MS = 20_000;

/** The service dies in the middle of its work, and comes back. */
export async function crash(
  run: DemoRun,
  facts: DemoFacts,
  { standing, orders }: { standing: Standing; orders: OrdersService },
): Promise<void> {
  const { narrator, io } = run;
  narrator.chapter('The service dies');
  const before = await fallbacks(standing);
  narrator.line(narrator.palette.accent(`$ kill -9 ${orders.pid}`));
  await orders.kill();
  const down = await watchShares(run, standing.shoppers, ({ monolith }) => monolith >= 10);
  const fallen = (await fallbacks(standing)) - before;
  expectThat(facts, down.monolith > 0, 'With the service down the monolith answered nothing.');
  narrator.say(
    `The monolith answered for it, ${count(fallen)} times so far; after a few failures the breaker opened and spared the rest the wait. It starts again, with the database it had:`,
  );
  const start = io.now();
  const mark = standing.shoppers.tally;
  await orders.start();
  while (answeredBetween(mark, standing.shoppers.tally).orders === 0 && io.now() - start < PATIENCE_MS) {
    await pause(run, LOOK_MS);
  }
  const back = io.now() - start;
  const up = await watchShares(run, standing.shoppers, ({ orders: served }) => served >= 10);
  expectThat(facts, up.orders > 0, 'The service came back and was not asked again.');
  narrator.say(`Back after ${seconds(back)}, with nobody's help.`);
  facts.stages.push({ stage: 'service down', ...down }, { stage: 'service back', ...up });
  facts.crash = { fallbacks: fallen, backAfterMs: Math.round(back) };
}

async function fallbacks({ client }: Standing): Promise<number> {
  const { routes } = await client.status();
  return routes.find(({ id }) => id === ROUTE)?.fallbacks ?? 0;
}
