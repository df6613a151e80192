import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';
import { runInTerminal, runProgram, save, type TerminalRun } from './terminal.ts';

const analysis = readFileSync('fixtures/bookshop/expected.json', 'utf8');
const bin = join(process.cwd(), 'dist/cli/bin.js');

async function bookshop(): Promise<string> {
  const root = temporaryRepository({ '.banyan/analysis.json': analysis });
  await runCli(root, ['plan', 'create']);
  return root;
}

const planOf = (root: string): string => readFileSync(join(root, 'banyan.yaml'), 'utf8');
const journalOf = (root: string): string => join(root, '.banyan/plan-sitting.jsonl');

/** What sets how the letters after it look. */
const LOOK = new RegExp(`${String.fromCodePoint(27)}\\[([\\d;]*)m`, 'gu');

const PRINTED = /^\P{Control}*$/u;

function expectClean(tui: TerminalRun): void {
  expect(tui.isOtherScreen()).toBe(false);
  expect(tui.isCursorShown()).toBe(true);
}

test('the frame follows the size of the terminal, also where CI is set', async () => {
  const tui = runInTerminal(await bookshop(), ['plan'], { env: { CI: 'true' } });
  await tui.shows('1 Services');
  tui.resize(120, 40);
  await tui.shows('4 Next 5 Seams 6 Data 7 Routes 8 Waves');
  tui.resize(60, 15);
  await expect.poll(() => tui.screen().join('\n')).not.toContain('[3 Decide]');
  await expect.poll(() => tui.screen()[0]).toContain('calls 57');
  tui.type('q');
  await expect.poll(tui.exitCode).toBe(0);
  expectClean(tui);
});

test('Ctrl-C asks where something would be lost, and leaves a clean terminal', async () => {
  const root = await bookshop();
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('nextra\r');
  await tui.shows('1 unsaved');
  tui.type('\u0003');
  await tui.shows('not saved');
  tui.type('\u0003');
  await expect.poll(tui.exitCode).toBe(0);
  expectClean(tui);
  expect(planOf(root)).not.toContain('extra');
});

test('what is killed leaves a clean terminal, and its changes are offered again', async () => {
  const root = await bookshop();
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('nextra\r');
  await tui.shows('1 unsaved');
  tui.kill('SIGTERM');
  await expect.poll(tui.exitCode).toBe(130);
  expectClean(tui);
  await expect.poll(() => tui.screen().join('\n')).toContain('Ended by SIGTERM');

  const again = runInTerminal(root, ['plan']);
  await again.shows('The last sitting ended without a word');
  again.type('\r');
  await again.shows('1 unsaved');
  await save(again);
  expect(planOf(root)).toContain('extra');
  expect(existsSync(journalOf(root))).toBe(false);
});

test('a crash while drawing leaves a clean terminal, and says that it is ours', async () => {
  const root = await bookshop();
  const broken = JSON.parse(analysis) as { accesses: object[]; modules: { id: unknown }[] };
  broken.accesses.push({ module: 'src/app.ts', entity: 7, mode: 'read' }); // No analysis of ours has a number there.
  writeFileSync(join(root, '.banyan/analysis.json'), JSON.stringify(broken));
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('6');
  await expect.poll(tui.exitCode).toBe(3);
  expectClean(tui);
  await expect.poll(() => tui.screen().join('\n')).toContain('Please report it');
});

test('suspended it gives the terminal back, and comes again as it was', async () => {
  const root = await bookshop();
  const shell = runProgram('bash', ['--norc', '-i'], root, { env: { PS1: 'READY> ' } });
  await shell.shows('READY>');
  shell.type(`'${process.execPath}' '${bin}' plan\r`);
  await shell.shows('1 Services');
  shell.type('jj\u001a');
  await shell.shows('Stopped');
  expect(shell.isOtherScreen()).toBe(false);
  shell.type('fg\r');
  await shell.shows('▸feed');
  shell.type('q');
  await expect.poll(shell.isOtherScreen).toBe(false);
});

test('a plan that somebody else changes is noticed, both are shown, and the changes go on top', async () => {
  const root = await bookshop();
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('nmine\r');
  await tui.shows('1 unsaved');
  await runCli(root, ['plan', 'add-service', 'theirs']);
  await tui.shows('changed on disk');
  tui.type('w');
  await tui.shows('Yours, not saved');
  await expect.poll(() => tui.screen().join('\n')).toMatch(/\+ +theirs/u);
  tui.type('r');
  await tui.shows('made on the plan on disk');
  await save(tui);
  expect(planOf(root)).toContain('theirs: {}');
  expect(planOf(root)).toContain('mine: {}');
});

test('the editor is given the terminal and the plan, and what it writes is taken over', async () => {
  const root = await bookshop();
  const editor = join(root, 'editor.sh');
  writeFileSync(editor, '#!/bin/sh\nprintf "# by hand\\n" >> "$1"\n');
  chmodSync(editor, 0o755);
  const tui = runInTerminal(root, ['plan'], { env: { VISUAL: editor } });
  await tui.shows('1 Services');
  tui.type('e');
  await tui.shows('The plan is the one on disk.');
  expect(planOf(root)).toContain('# by hand');
});

test('a plan with faults opens read-only, at the fault', async () => {
  const root = await bookshop();
  writeFileSync(join(root, 'banyan.yaml'), planOf(root).replace('stage: monolith', 'stage: monolit'));
  const tui = runInTerminal(root, ['plan']);
  await tui.shows(/banyan\.yaml:\d+:\d+/u);
  await expect.poll(() => tui.screen()[0]).toContain('read-only');
  tui.type('\u001b');
  await tui.shows('1 Services');
  tui.type('nextra\r');
  await tui.shows('Nothing can be changed');
});

test('without an analysis it offers to make one; a no leaves everything as it was', async () => {
  const root = temporaryRepository({ 'src/a.ts': 'export const a = 1;' });
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('There is no analysis yet');
  tui.type('n\r');
  await tui.shows('banyan analyze');
  await expect.poll(tui.exitCode).toBe(0);
  expect(existsSync(join(root, '.banyan'))).toBe(false);
});

test('without a terminal it says which commands do the same, and ends with 2', async () => {
  const { exitCode, stderr } = await runCli(await bookshop(), ['plan']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('plan move <module> --to <service>')]);
});

test('names that would act on the terminal are shown, not sent', async () => {
  const hostile = 'src/\u001b]0;owned\u0007\u001b[2J\u202egpj.ts';
  const named = analysis.replaceAll('src/models/book.ts', JSON.stringify(hostile).slice(1, -1));
  const root = temporaryRepository({ '.banyan/analysis.json': named });
  expect((await runCli(root, ['plan', 'create'])).exitCode).toBe(0);
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('2/gpj\r');
  await tui.shows(String.raw`\u{1b}]0;owned`);
  expect(tui.sent()).not.toContain(']0;owned\u0007');
  expect(tui.sent()).not.toContain('\u202e');
});

test.each([
  {
    what: 'no colour where NO_COLOR asks for none',
    env: { NO_COLOR: '1' },
    flags: [],
    looks: /^(?:0|1|2|7|22|27)?$/u,
    letters: PRINTED,
  },
  {
    what: 'the sixteen colours of every terminal, no others',
    env: {},
    flags: [],
    looks: /^(?:[012]|7|2[27]|39|[39][0-7])?$/u,
    letters: PRINTED,
  },
  {
    what: 'letters of ASCII alone with --ascii',
    env: {},
    flags: ['--ascii'],
    looks: /^[\d;]*$/u,
    letters: /^[ -~]*$/u,
  },
])('$what', async ({ env, flags, looks, letters }) => {
  const tui = runInTerminal(await bookshop(), ['plan', ...flags], { env: { ...env } });
  await tui.shows('1 Services');
  for (const key of ['4', '5', '6', '7', '8']) {
    tui.type(key);
    await tui.shows(`[${key} `);
    expect(tui.screen().join('')).toMatch(letters);
  }
  tui.type('3x');
  await tui.shows('Where it depends on others');
  expect(tui.screen().join('')).toMatch(letters);
  const sent = [...tui.sent().matchAll(LOOK)].map(([, code]) => code);
  expect(sent.length).toBeGreaterThan(100);
  expect(sent.filter((code) => !looks.test(code ?? ''))).toEqual([]);
});

test('a screen reader hears lines, and keys of a file can be played without a terminal', async () => {
  const root = await bookshop();
  const tui = runInTerminal(root, ['plan', '--screen-reader']);
  await tui.shows('Services, 1 of 11: book');
  expect(tui.isOtherScreen()).toBe(false);
  tui.type('jq');
  await expect.poll(tui.exitCode).toBe(0);

  writeFileSync(join(root, 'keys'), 'n "extra" enter # a new one\nw enter');
  const { exitCode, stdout } = await runCli(root, ['plan', '--replay', 'keys']);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Saved banyan.yaml')]);
  expect(planOf(root)).toContain('extra: {}');
});

test('a folder that nobody may write to: the screen opens, and says what is lost and why', async () => {
  const root = await bookshop();
  const isRoot = process.getuid?.() === 0;
  const before = planOf(root);
  for (const path of ['banyan.yaml', '.banyan/analysis.json']) chmodSync(join(root, path), 0o444);
  for (const path of ['.banyan', '']) chmodSync(join(root, path), 0o555);
  onTestFinished(() => chmodSync(root, 0o755));
  // Root may write anywhere; another user may not.
  const asOther = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, bin, 'plan'];
  const tui = isRoot ? runProgram('setpriv', asOther, root) : runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('nextra\r');
  await tui.shows('the journal cannot be written');
  tui.type('w');
  await tui.shows('This is what changes');
  tui.type('\r');
  await tui.shows(/read-only|cannot be written|permission/iu);
  await tui.shows('1 unsaved');
  expect(planOf(root)).toBe(before);
  tui.type('qQ');
  await expect.poll(tui.exitCode).toBe(0);
  expectClean(tui);
});
