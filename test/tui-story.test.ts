import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Placement } from '../analyzer/model/decomposition.ts';
import { bookshopAnalysis } from './bookshop-sitting.ts';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';
import { runInTerminal, save } from './terminal.ts';

/** A plan of the bookshop with a comment to keep, and two services that run already. */
async function bookshop(): Promise<string> {
  const root = temporaryRepository({ '.banyan/analysis.json': JSON.stringify(bookshopAnalysis()) });
  await runCli(root, ['plan', 'create']);
  const text = planOf(root)
    .replace('  user:\n', '  user: # Asked for by everybody.\n    upstream: http://127.0.0.1:4001\n')
    .replace('  stock:\n', '  # First to go.\n  stock:\n    upstream: http://127.0.0.1:4002\n');
  writeFileSync(join(root, 'banyan.yaml'), text);
  return root;
}

/** The contested modules, least sure first: whatever the analysis leaves open, the story decides all of it. */
function openDecisions(): Placement[] {
  const recommended = bookshopAnalysis().decompositions.find(
    ({ granularity }) => granularity === 'recommended',
  );
  return recommended!.placements
    .filter(({ band }) => band === 'contested')
    .sort((a, b) => a.confidence - b.confidence || (a.module < b.module ? -1 : 1));
}

const planOf = (root: string): string => readFileSync(join(root, 'banyan.yaml'), 'utf8');

const ENTER = '\r';
const ESCAPE = '\u001b';
const CTRL_U = '\u0015';

test('the whole story, key by key, gives the plan that the commands give', async () => {
  const root = await bookshop();
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('saved');

  // The decision queue: the first goes to its runner-up, the others stay.
  const queue = openDecisions();
  const [first] = queue;
  expect(first?.runnerUp).toBeDefined();
  tui.type('3');
  await tui.shows(new RegExp(`\\[3 Decide\\].* ${queue.length} `, 'u'));
  tui.type(`${ENTER}${first!.runnerUp!}`);
  await tui.shows(/ → \d|nothing that is counted changes/u);
  tui.type(`${ENTER}${'='.repeat(queue.length - 1)}`);
  await tui.shows('nothing is left to decide');
  const unsaved = (further: number): string => ` ${queue.length + further} unsaved`;
  await tui.shows(unsaved(0));

  // Three modules move, found by a search.
  tui.type('2/cart.controller');
  await tui.shows('/cart.controller');
  tui.type(`${ENTER}muser${ENTER}`);
  await tui.shows(unsaved(1));
  tui.type(`/${CTRL_U}review.routes${ENTER} /${CTRL_U}pricing.service${ENTER} `);
  await tui.shows('2 marked');
  tui.type(`mbook${ENTER}`);
  await tui.shows(unsaved(2));
  tui.type(ESCAPE);

  // A merge, two stages, two changes too many that are taken back.
  tui.type(`1/review${ENTER}M`);
  await tui.shows('Merge review into');
  tui.type(`book${ENTER}`);
  await tui.shows(unsaved(3));
  tui.type(`7/${CTRL_U}user.api-me${ENTER}s`);
  await tui.shows('Stage of user.api-me');
  tui.type(`shadow${ENTER}`);
  await tui.shows(unsaved(4));
  tui.type('j');
  tui.type(`scanary 5${ENTER}`);
  await tui.shows(unsaved(5));
  tui.type(`nextra${ENTER}`);
  await tui.shows(unsaved(6));
  tui.type(`:rename cart basket${ENTER}`);
  await tui.shows(unsaved(7));
  tui.type('uu');
  await tui.shows(unsaved(5));
  await save(tui);
  tui.type('q');
  await expect.poll(tui.exitCode).toBe(0);
  expect(tui.isOtherScreen()).toBe(false);

  const twin = await bookshop();
  const lines = [
    ...queue.map(({ module, service, runnerUp }, at) => [
      'move',
      module,
      '--to',
      (at === 0 ? runnerUp : service)!,
    ]),
    ['move', 'src/controllers/cart.controller.ts', '--to', 'user'],
    ['move', 'src/routes/review.routes.ts', 'src/services/pricing.service.ts', '--to', 'book'],
    ['merge', 'review', 'book', '--into', 'book'],
    ['stage', 'user.api-me', 'shadow'],
    ['stage', 'user.api-me-addresses', 'canary', '--percent', '5'],
  ];
  for (const words of lines)
    expect([words, (await runCli(twin, ['plan', ...words])).exitCode]).toEqual([words, 0]);
  expect(planOf(root)).toBe(planOf(twin));
  expect(planOf(root)).toContain('# Asked for by everybody.');

  // The journal of the commands takes the whole sitting back.
  const before = planOf(await bookshop());
  expect((await runCli(root, ['plan', 'undo'])).exitCode).toBe(0);
  expect(planOf(root)).toBe(before);
});
