import type { RouteDivergences } from '../../../proxy/model/divergence.ts';
import { CliError } from '../../cli-error.ts';
import { printable } from '../../printable.ts';
import { shorten } from '../../text/layout.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { type DemoRun, pause } from '../demo-run.ts';
import { type Compared, type DemoFacts, expectThat } from '../facts.ts';
import type { OrdersService } from '../orders-service.ts';
import { runBanyan } from '../run-banyan.ts';
import type { Standing } from './stand-between.ts';
import { ROUTE } from './write-plan.ts';

const LOOK_MS = 100;
/** What was mirrored before a change is compared by then. */
const SETTLE_MS = 600;
const PATIENCE_MS = 20_000;
const ENOUGH = 20;
const VALUE_WIDTH = 24;
const CAUSES_SHOWN = 2;

interface Actors {
  readonly standing: Standing;
  readonly orders: OrdersService;
}

/** The service is asked too, and its answers are compared with the monolith's. One mistake was planted, and is found. */
export async function shadow(run: DemoRun, facts: DemoFacts, { standing, orders }: Actors): Promise<void> {
  const { narrator } = run;
  narrator.chapter('Shadow: the service is asked too, and nobody sees what it says');
  await planStage(run, standing, 'shadow');
  const found = await compare(run, standing);
  expectThat(facts, found.diverged > 0, 'The planted mistake was not found.');
  await showCauses(run, standing);
  narrator.say(
    'The new service forgot the shipping. No client saw one of these answers. Copies stop, it is mended and started again:',
  );
  await planStage(run, standing, 'monolith');
  await orders.stop();
  await orders.start();
  await pause(run, SETTLE_MS);
  await planStage(run, standing, 'shadow');
  const afterTheFix = await compare(run, standing);
  expectThat(facts, afterTheFix.compared > 0, 'After the fix nothing was compared.');
  expectThat(
    facts,
    afterTheFix.diverged === 0,
    `After the fix ${afterTheFix.diverged} answers still differed.`,
  );
  facts.shadow = { ...found, afterTheFix };
}

/** Edits the plan, as a reviewed change in git would; the running proxy takes it over within a second. */
async function planStage(run: DemoRun, { client }: Standing, stage: 'shadow' | 'monolith'): Promise<void> {
  await runBanyan(run, ['plan', 'stage', ROUTE, stage]);
  const start = run.io.now();
  for (;;) {
    const { routes } = await client.status();
    if (routes.some((route) => route.id === ROUTE && route.stage === stage)) return;
    expectInTime(run.io.now() - start);
    await pause(run, LOOK_MS);
  }
}

function expectInTime(waitedMs: number): void {
  if (waitedMs < PATIENCE_MS) return;
  throw new CliError(
    'DEMO_FAILED',
    'The proxy did not take the changed plan over.',
    'This is a bug. Please report it.',
  );
}

/** Counts from now on, for as long as traffic is watched and until there is enough. */
async function compare(run: DemoRun, standing: Standing): Promise<Compared> {
  const { narrator, pace, io } = run;
  const before = await countsOf(standing);
  const start = io.now();
  for (;;) {
    await pause(run, LOOK_MS);
    const now = await countsOf(standing);
    const found = { compared: now.compared - before.compared, diverged: now.diverged - before.diverged };
    const text = `${plural(found.compared, 'pair')} of answers compared: ${count(found.diverged)} differ`;
    const time = io.now() - start;
    if ((time >= pace.watchMs && found.compared >= ENOUGH) || time > PATIENCE_MS) {
      narrator.settle(text);
      return found;
    }
    narrator.live(text);
  }
}

async function countsOf({ client }: Standing): Promise<Compared> {
  const { routes } = await client.status();
  const counts = routes.find(({ id }) => id === ROUTE)?.shadow;
  return { compared: counts?.compared ?? 0, diverged: counts?.diverged ?? 0 };
}

/** The cause, and one pair of values, side by side. */
async function showCauses(run: DemoRun, { admin }: Standing): Promise<void> {
  const { narrator } = run;
  const { causes, compared } = (await runBanyan(run, [
    'routes',
    'diff',
    ROUTE,
    '--admin',
    admin,
  ])) as RouteDivergences;
  for (const { text, count: times, samples } of causes.slice(0, CAUSES_SHOWN)) {
    const [sample] = samples;
    narrator.line(
      `  ${narrator.palette.warn(printable(text))}, in ${count(times)} of ${plural(compared, 'pair')} so far`,
    );
    if (sample === undefined) continue;
    const [expected, actual] = [sample.expected, sample.actual].map((value) =>
      shorten(printable(value), VALUE_WIDTH),
    );
    narrator.line(narrator.palette.dim(`  the monolith says ${expected}, the service ${actual}`));
  }
}
