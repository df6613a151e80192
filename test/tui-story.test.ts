import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';
import { runInTerminal, save } from './terminal.ts';

const analysis = readFileSync('fixtures/bookshop/expected.json', 'utf8');

/** A plan of the bookshop with a comment to keep, and two services that run already. */
async function bookshop(): Promise<string> {
  const root = temporaryRepository({ '.banyan/analysis.json': analysis });
  await runCli(root, ['plan', 'create']);
  const text = planOf(root)
    .replace('  user:\n', '  user: # Asked for by everybody.\n    upstream: http://127.0.0.1:4001\n')
    .replace('  stock:\n', '  # First to go.\n  stock:\n    upstream: http://127.0.0.1:4002\n');
  writeFileSync(join(root, 'banyan.yaml'), text);
  return root;
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
  tui.type('3');
  await tui.shows(/\[3 Decide\].* 5 /u);
  tui.type(`${ENTER}stock`);
  await tui.shows('cross-service calls');
  tui.type(`${ENTER}====`);
  await tui.shows('nothing is left to decide');

  // Three modules move, found by a search.
  tui.type('2/cart.controller');
  await tui.shows('/cart.controller');
  tui.type(`${ENTER}muser${ENTER}`);
  await tui.shows('6 unsaved');
  tui.type(`/${CTRL_U}review.routes${ENTER} /${CTRL_U}pricing.service${ENTER} `);
  await tui.shows('2 marked');
  tui.type(`mbook${ENTER}`);
  await tui.shows('7 unsaved');
  tui.type(ESCAPE);

  // A merge, two stages, two changes too many that are taken back.
  tui.type(`1/review${ENTER}M`);
  await tui.shows('Merge review into');
  tui.type(`book${ENTER}`);
  await tui.shows('8 unsaved');
  tui.type(`7/${CTRL_U}user.api-me${ENTER}s`);
  await tui.shows('Stage of user.api-me');
  tui.type(`shadow${ENTER}`);
  await tui.shows('9 unsaved');
  tui.type('j');
  tui.type(`scanary 5${ENTER}`);
  await tui.shows('10 unsaved');
  tui.type(`nextra${ENTER}`);
  await tui.shows('11 unsaved');
  tui.type(`:rename cart basket${ENTER}`);
  await tui.shows('12 unsaved');
  tui.type('uu');
  await tui.shows('10 unsaved');
  await save(tui);
  tui.type('q');
  await expect.poll(tui.exitCode).toBe(0);
  expect(tui.isOtherScreen()).toBe(false);

  const twin = await bookshop();
  const lines = [
    ['move', 'src/realtime/stock-feed.ts', '--to', 'stock'],
    ['move', 'src/repositories/base.repository.ts', '--to', 'book'],
    ['move', 'src/lib/seed.ts', '--to', 'book'],
    ['move', 'src/lib/migrate.ts', '--to', 'book'],
    ['move', 'src/middleware/authenticate.ts', '--to', 'user'],
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
