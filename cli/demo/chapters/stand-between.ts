import { AdminClient, toListenAddress } from '../../../proxy/index.ts';
import { type DemoRun, pause } from '../demo-run.ts';
import { type DemoFacts, expectThat } from '../facts.ts';
import { Shoppers } from '../shoppers.ts';
import { watchShares } from '../watch-shares.ts';

export interface Standing {
  readonly url: string;
  /** `host:port`, as `--admin` takes it. */
  readonly admin: string;
  readonly client: AdminClient;
  readonly shoppers: Shoppers;
}

const LOOK_MS = 50;
/** People in the shop, each with one request at a time. */
export const SHOPPERS = 24;

/** The proxy comes between clients and monolith, and nothing changes: the first day of a migration. */
export async function standBetween(run: DemoRun, facts: DemoFacts): Promise<Standing> {
  const { narrator, workshop } = run;
  narrator.chapter('The proxy stands between, and nothing changes');
  const argv = ['proxy', '--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0', '--access-log', 'off'];
  narrator.command(argv);
  const proxy = workshop.startBanyan('proxy', argv);
  const [clients, adminUrl] = await Promise.all([
    proxy.said((line) => /^ {2}clients +(\S+)/u.exec(line)?.[1], proxy.errorLines),
    proxy.said((line) => /^ {2}admin +(\S+)/u.exec(line)?.[1], proxy.errorLines),
  ]);
  const url = `http://${clients.replace('http://', '')}`;
  const admin = adminUrl.replace('http://', '');
  const shoppers = new Shoppers(workshop.startApp('shoppers', { SHOP_URL: url, SHOPPERS: String(SHOPPERS) }));
  await shoppers.come();
  while (shoppers.tally.people < SHOPPERS) await pause(run, LOOK_MS);
  narrator.say(
    `${SHOPPERS} people now shop through it: they log in, search, fill carts, order, look at their orders; four tabs watch the stock over WebSockets. GET /api/orders/:id is answered by`,
  );
  const shares = await watchShares(run, shoppers, ({ monolith }) => monolith >= 20);
  expectThat(facts, shares.orders === 0, 'The service answered before any route was moved.');
  facts.stages.push({ stage: 'monolith', ...shares });
  return { url, admin, client: new AdminClient(toListenAddress(admin), undefined), shoppers };
}
