import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  applyOperation,
  measurePlan,
  type Operation,
  planFromAnalysis,
  readPlan,
} from '../../../plan/index.ts';
import { bookshopAnalysis, sitDown } from '../../../test/bookshop-sitting.ts';
import { appliedEntries } from '../state/history.ts';
import { PlanDesk } from '../desk/plan-desk.ts';
import { planViewOf } from '../desk/plan-view.ts';
import { viewAfter } from '../desk/view-after.ts';

const text = planFromAnalysis(bookshopAnalysis());
const letters = (word: string): string[] => word.split('');
const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name).sort();

test('what is shown at once is what the text of the plan says', () => {
  const operations: Operation[] = [
    { op: 'move', modules: ['src/app.ts'], to: 'user' },
    { op: 'addService', service: 'mail' },
    { op: 'rename', service: 'order', to: 'sales' },
    { op: 'merge', services: ['review', 'book'], into: 'book' },
    { op: 'split', service: 'user', into: 'access', modules: ['src/middleware/authenticate.ts'] },
    { op: 'stage', route: 'user.api-me', stage: 'monolith' },
    { op: 'addRoute', id: 'mail.all', service: 'mail', path: '/mail', methods: ['GET'] },
    { op: 'keepTogether', modules: ['src/app.ts', 'src/main.ts'] },
  ];
  let current = text;
  let view = planViewOf(readPlan(text));
  for (const operation of operations) {
    current = applyOperation(current, operation).text;
    view = viewAfter(view, operation);
    const truth = planViewOf(readPlan(current));
    expect(view.routes).toEqual(truth.routes);
    expect(view.waves).toEqual(truth.waves);
    expect([...view.decided].sort()).toEqual([...truth.decided].sort());
    expect(names(view.services)).toEqual(names(truth.services));
  }
});

test('the numbers on the screen are those of the plan in the text, also after taking back', async () => {
  const { store, press } = await sitDown();
  await press(
    '3',
    '=',
    'enter',
    'down',
    'enter',
    '1',
    '/',
    ...letters('review'),
    'enter',
    'M',
    ...letters('book'),
    'enter',
    'u',
    'u',
    'ctrl-r',
  );
  const { text: now } = await store.desk.text(0);

  expect(appliedEntries(store.state)).toHaveLength(2);
  expect(store.session.metrics().measures).toEqual(measurePlan(bookshopAnalysis(), readPlan(now)));
});

test('a change that the plan refuses is taken back and told', async () => {
  const { store, press } = await sitDown();
  await press('7', 's', ...letters('live'), 'enter');

  expect(appliedEntries(store.state)).toEqual([]);
  expect(store.state.message).toMatchObject({
    kind: 'error',
    text: expect.stringContaining('has no upstream'),
  });
  expect(store.session.view.routes[0]?.stage).toBe('monolith');
});

test('the journal holds what is not saved, and nothing else', async () => {
  const { press, root, asked } = await sitDown();
  const journal = join(root, '.banyan/plan-sitting.jsonl');
  await press('n', ...letters('one'), 'enter', 'n', ...letters('two'), 'enter', 'u');
  expect(readFileSync(journal, 'utf8').split('\n')).toHaveLength(5);

  await press('y');
  expect(asked).toEqual(['copy banyan plan add-service one\n']);
  await press('w', 'enter');
  expect(readFileSync(join(root, 'banyan.yaml'), 'utf8')).toContain('one: {}');
  expect(existsSync(journal)).toBe(false);
});

test('a file that cannot be written is told, and the changes stay', async () => {
  const { store, press, root } = await sitDown();
  await press('n', ...letters('one'), 'enter', 'w');
  writeFileSync(join(root, 'banyan.yaml.lock'), '');
  await press('enter');

  expect(store.state.message?.text).toContain('is being written by another command');
  expect(appliedEntries(store.state)).toHaveLength(1);
}, 60_000);

test('the desk undoes to the same bytes, and blames the newest change where two claim a module', () => {
  const desk = new PlanDesk(text, 'banyan.yaml');
  desk.place(bookshopAnalysis().modules.map(({ id }) => id));
  desk.sync([{ id: 1, operation: { op: 'rename', service: 'order', to: 'sales' } }]);
  expect(desk.text).not.toBe(text);
  const answer = desk.sync([{ id: 2, operation: { op: 'pin', modules: ['src/**'], to: 'order' } }]);
  expect(answer).toMatchObject({ refused: [{ id: 2 }] });
  desk.sync([]);
  expect(desk.text).toBe(text);
});
