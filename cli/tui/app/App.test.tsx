import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { sitDown } from '../../../test/bookshop-sitting.ts';
import { drawFooter } from '../draw/draw-footer.ts';
import { drawFrame } from '../draw/frame.ts';
import { createTheme } from '../draw/theme.ts';
import { App } from './App.tsx';
import { joinColumns } from './join-columns.ts';

const theme = createTheme({ color: false, ascii: false });
/** Without bold, dim and inverse, and without the space at the end of lines. */
const plain = (text = ''): string =>
  text.replace(new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, 'gu'), '').replace(/ +$/gmu, '');

test('80 columns, 24 lines: services, their modules, and what is to decide', async () => {
  const { store } = await sitDown();
  const { lastFrame, unmount } = render(<App store={store} theme={theme} />);

  expect(plain(lastFrame())).toMatchInlineSnapshot(`
    " calls 57   pairs 31   cut tx 7   shared tables 13   circles 2            saved
    ┌─ 1 Services  mods tbl  in out ─┐┌─ [3 Decide] 4 5 6 7 8 ───────────────── 3 ─┐
    │▸book             11   6   5   1││▸src/reposi…se.repository.ts book or payment│
    │ cart              7   2   4   4││ src/lib/migrate.ts                     book│
    │ feed              4   0   2   1││ src/realtime/stock-feed.ts    feed or stock│
    │ notification      5   1   1   0││                                            │
    │ order             5   2   3  11││                                            │
    │ payment           7   2   2   5││                                            │
    │ review            5   1   0   4││                                            │
    │ stock             5   1   2   1││                                            │
    └─────────────────── 1 of 11  ↓ ─┘│                                            │
    ┌─ 2 book ────────────────── 18 ─┐│                                            │
    │▸▾ src                        11││                                            │
    │   ▾ controllers               2││                                            │
    │       book.controller.ts       ││                                            │
    │       category.controller.ts   ││                                            │
    │   ▾ lib                       2││                                            │
    │       migrate.ts              ?││                                            │
    │       seed.ts                  ││                                            │
    │   ▾ models                    1││                                            │
    └─────────────────── 1 of 18  ↓ ─┘└────────────────────────────────────────────┘
     book

     ? keys  Enter modules  M merge  r rename  n new  x explain  w save  q quit"
  `);
  unmount();
});

test('keys that come in one piece are all of them pressed', async () => {
  const { store } = await sitDown();
  const { stdin, lastFrame, unmount } = render(<App store={store} theme={theme} />);
  await expect.poll(() => plain(lastFrame())).toContain('▸book');
  stdin.write('jjjjk');

  await expect.poll(() => plain(lastFrame())).toContain('▸notification');
  stdin.write('2/price\r');
  await expect.poll(() => plain(lastFrame())).toContain('/price');
  unmount();
});

test('160 columns, 50 lines: what is under the cursor is explained beside it', async () => {
  const { store, press } = await sitDown({ columns: 160, rows: 50 });
  await press('3');
  drawFrame(store.state, store.session, theme);
  expect(store.session.computeLater()).toBe(true);

  const lines = joinColumns(drawFrame(store.state, store.session, theme));
  expect(plain(lines.join('\n'))).toMatchInlineSnapshot(`
    " calls 57   pairs 31   cut tx 7   shared tables 13   circles 2                                                                                            saved
    ┌─ 1 Services ────────────────────────────── mods tbl  in out ─┐┌─ [3 Decide] 4 Next 5 Seams 6 Data 7 Routes 8 Waves ────────────────────────────────────── 3 ─┐
    │▸book                                           11   6   5   1││▸src/repositories/base.repository.ts                                           book or payment│
    │ cart                                            7   2   4   4││ src/lib/migrate.ts                                                                       book│
    │ feed                                            4   0   2   1││ src/realtime/stock-feed.ts                                                      feed or stock│
    │ notification                                    5   1   1   0││                                                                                              │
    │ order                                           5   2   3  11││                                                                                              │
    │ payment                                         7   2   2   5││                                                                                              │
    │ review                                          5   1   0   4││                                                                                              │
    │ stock                                           5   1   2   1││                                                                                              │
    │ user                                            7   3  12   4││                                                                                              │
    │ (shared kernel)                                 5            ││                                                                                              │
    │ (wiring)                                        4            ││                                                                                              │
    └──────────────────────────────────────────────────────────────┘│                                                                                              │
    ┌─ 2 book ──────────────────────────────────────────────── 18 ─┐│                                                                                              │
    │▸▾ src                                                      11││                                                                                              │
    │   ▾ controllers                                             2││                                                                                              │
    │       book.controller.ts                                     ││                                                                                              │
    │       category.controller.ts                                 ││                                                                                              │
    │   ▾ lib                                                     2││                                                                                              │
    │       migrate.ts                                            ?││                                                                                              │
    │       seed.ts                                                ││                                                                                              │
    │   ▾ models                                                  1││                                                                                              │
    │       book.ts                                                ││                                                                                              │
    │   ▾ repositories                                            3││                                                                                              │
    │       base.repository.ts                           ? payment ││                                                                                              │
    │       book.repository.ts                                     ││                                                                                              │
    │       category.repository.ts                                 │└──────────────────────────────────────────────────────────────────────────────────────────────┘
    │   ▾ routes                                                  1│┌─ src/repositories/base.repository.ts ────────────────────────────────────────────────────────┐
    │       catalogue.routes.ts                                    ││ Now in book. The analysis says:                                                              │
    │   ▾ services                                                2││   in book: contested (-0.12); next would be payment                                          │
    │       catalogue.service.ts                                   ││   1 use ties it to book                                                                      │
    │       search.service.ts                                      ││     1 src/repositories/book.repository.ts                                                    │
    │                                                              ││   1 use ties it to order                                                                     │
    │                                                              ││     1 src/repositories/order.repository.ts                                                   │
    │                                                              ││   1 use ties it to payment                                                                   │
    │                                                              ││     1 src/repositories/payment.repository.ts                                                 │
    │                                                              ││   1 use ties it to user                                                                      │
    │                                                              ││     1 src/repositories/user.repository.ts                                                    │
    │                                                              ││   it would move to payment without its ties to src/repositories/book.repository.ts           │
    │                                                              ││                                                                                              │
    │                                                              ││ Where it depends on others                                                                   │
    │                                                              ││   line 5 → src/lib/database.ts (call, 3; shared)                                             │
    │                                                              ││   line 5 → src/lib/database.ts (inject, 1; shared)                                           │
    │                                                              ││   line 1 → src/lib/database.ts (type, 5; shared)                                             │
    │                                                              ││   line 2 → src/lib/helpers.ts (value, 1; shared)                                             │
    └──────────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────────────────────────────────────────┘
     src/repositories/base.repository.ts

     ? keys  Enter choose a service  = stays here  x explain  w save  q quit"
  `);
});

test('a choice shows what it would do before it is made', async () => {
  const { store, press } = await sitDown();
  await press('3', 'enter', 'down');

  const lines = joinColumns(drawFrame(store.state, store.session, theme));
  expect(plain(lines.join('\n'))).toMatchInlineSnapshot(`
    " calls 57   pairs 31   cut tx 7   shared tables 13   circles 2            saved
    ┌─ 1 Services  mods tbl  in out ─┐┌─ Move src/reposi…es/base.repository.ts to ─┐
    │▸book             11   6   5   1││ book                    1 call, where it is│
    │ cart              7   2   4   4││▸payment                   1 call, runner-up│
    │ feed              4   0   2   1││ order                                1 call│
    │ notification      5   1   1   0││ user                                 1 call│
    │ order             5   2   3  11││ cart                                       │
    │ payment           7   2   2   5││ feed                                       │
    │ review            5   1   0   4││ notification                               │
    │ stock             5   1   2   1││ review                                     │
    └─────────────────── 1 of 11  ↓ ─┘│ stock                                      │
    ┌─ 2 book ────────────────── 18 ─┐│                                            │
    │▸▾ src                        11││                                            │
    │   ▾ controllers               2││                                            │
    │       book.controller.ts       ││                                            │
    │       category.controller.ts   ││                                            │
    │   ▾ lib                       2││                                            │
    │       migrate.ts              ?││                                            │
    │       seed.ts                  ││                                            │
    │   ▾ models                    1││                                            │
    └─────────────────── 1 of 18  ↓ ─┘└────────────────────────────────────────────┘
     circles 2 → 1

     Enter does it   ↑↓ choose   type to narrow   Ctrl-Y copy command   Esc back"
  `);
});

test('a stage says what it means for requests, and what it leaves out', async () => {
  const { store, press } = await sitDown({ columns: 80, rows: 24 });
  const toldOf = (): string =>
    plain(drawFooter(store.state, store.session, theme).slice(0, 2).join(''))
      .replace(/\s+/gu, ' ')
      .trim();
  const id = store.session.view.routes.find(({ match }) => match.startsWith('POST '))!.id;
  await press('7', '/', ...id.split(''), 'enter', 's', 'down');
  expect(toldOf()).toMatch(/^the monolith answers; .* needs an address for it first: Esc, U$/u);
  await press('escape', 'U', ...'4001'.split(''), 'enter', 's', 'down');
  expect(toldOf()).toContain('No copies of POST without consent (:shadow ');
  await press('down', 'down');
  expect(toldOf()).toMatch(/ answers 5 % of the requests$/u);
});

test('below 80 columns there is one panel at a time', async () => {
  const { store, press } = await sitDown({ columns: 50, rows: 12 });
  await press('5');

  const lines = joinColumns(
    drawFrame(store.state, store.session, createTheme({ color: false, ascii: true })),
  );
  expect(plain(lines.join('\n'))).toMatchInlineSnapshot(`
    " calls 57   pairs 31   cut tx 7             saved
    +- 3 4 [5 Seams] 6 7 8 --------------------- 29 -+
    |>! circle book > feed > user                    |
    | ! circle order > payment                       |
    | ! cut transaction seedDatabase in src/lib/seed~|
    | ! cut transaction addStock in src/repositories~|
    | ! cut transaction OrderService.cancel in src/s~|
    | ! cut transaction OrderService.place in src/se~|
    +----------------------------------- 1 of 29  v -+
     circle book > feed > user

     ? keys  Enter open  / find  [ ] pages  w save  q~"
  `);
});

test.each([
  [20, 8],
  [33, 10],
  [79, 24],
  [80, 24],
  [119, 35],
  [121, 37],
  [300, 90],
])('a frame of %d × %d is exactly as large as that, whatever lies over it', async (columns, rows) => {
  const { store, press } = await sitDown({ columns, rows });
  const bare = createTheme({ color: false, ascii: false });
  const scenes = [
    ['2'],
    ['3', 'enter'],
    ['escape', '5', 'enter'],
    ['6', 'enter'],
    ['7', 's'],
    ['escape', '8'],
    ['?'],
    ['escape', ':', 'm'],
    ['escape', '+'],
  ];
  for (const keys of scenes) {
    await press(...keys);
    const lines = joinColumns(drawFrame(store.state, store.session, bare)).map((line) =>
      line.replace(new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, 'gu'), ''),
    );
    expect([keys, lines.length]).toEqual([keys, rows]);
    expect([keys, lines.filter((line) => line.length > columns)]).toEqual([keys, []]);
  }
});

test('the best moves are counted between keys: the page comes at once, and keys in one piece act on what it will show', async () => {
  const { store } = await sitDown({ columns: 100, rows: 30 });
  const { stdin, lastFrame, unmount } = render(<App store={store} theme={theme} />);
  store.press('4');
  expect(plain(joinColumns(drawFrame(store.state, store.session, theme)).join('\n'))).toContain(
    'counting which moves make the cut cheaper …',
  );
  await expect.poll(() => plain(lastFrame())).toMatch(/\[4 Next\].*\n.*−\d+\.\d src\//u);

  stdin.write('nextra\r4\r\r'); // A new service, then the best of what is not counted yet, and yes.
  await expect.poll(() => plain(lastFrame())).toContain('2 unsaved');
  unmount();
});
