import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { readCode } from './read-code.ts';
import { type Code, recallCode, rememberCode } from './remembered-code.ts';

const host = {
  epoch: Date.now,
  now: () => 0,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

test('reads what an analysis reads, with and without data', async () => {
  const lean = await readCode('fixtures/bookshop', { cache: false, data: false }, host);
  const full = await readCode('fixtures/bookshop', { cache: false, data: true }, host);
  const { analysis } = await analyze('fixtures/bookshop', { cache: false, commits: 0 }, host);

  expect(analysis.accesses.length).toBeGreaterThan(50);
  expect(full.accesses).toEqual(analysis.accesses);
  expect(full.transactions).toEqual(analysis.transactions);
  expect(full.dependencies).toEqual(analysis.dependencies);
  expect(lean.dependencies).toEqual(analysis.dependencies);
  expect(lean.modules).toEqual(analysis.modules.map(({ id }) => ({ id })));
  expect([lean.accesses, lean.transactions]).toEqual([[], []]);
});

const checkout = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-code-'));
  cpSync('fixtures/bookshop', folder, { recursive: true });
  return folder;
};
/** As far as `check` reads it: an analysis knows more of a module than its id. */
const lean = ({ modules, ...code }: Code): Code => ({ modules: modules.map(({ id }) => ({ id })), ...code });

test.each([true, false])(
  'what is remembered is what was read, until the code changes (data: %s)',
  async (data) => {
    const folder = checkout();
    const read = await readCode(folder, { cache: true, data }, host);
    const cache = join(folder, '.banyan/cache/code.txt');
    expect(readFileSync(cache, 'utf8')).toContain('src/app.ts');
    expect(lean(await readCode(folder, { cache: true, data }, host))).toEqual(lean(read));

    writeFileSync(
      join(folder, 'src/new.ts'),
      `import { createApp } from './app.ts';\nexport const a = createApp;\n`,
    );
    const after = await readCode(folder, { cache: true, data }, host);
    expect(after.dependencies.filter(({ from }) => from === 'src/new.ts')).toHaveLength(1);
    expect(lean(after)).toEqual(lean(await readCode(folder, { cache: false, data }, host)));
  },
);

test('another key, a torn file and a forged one are misses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-code-'));
  const code: Code = {
    modules: [{ id: 'a.ts' }, { id: 'b.ts' }],
    dependencies: [{ from: 'a.ts', to: 'b.ts', kind: 'value', names: ['b'], uses: 2, line: 1, via: 'i.ts' }],
    accesses: [{ module: 'a.ts', entity: 'orders', mode: 'write', certainty: 0.9 }],
    transactions: [{ module: 'a.ts', line: 3, scope: 'pay', entities: ['orders', 'stock'] }],
  };
  rememberCode(folder, 'key', code);
  expect(recallCode(folder, 'key')).toEqual(code);
  expect(recallCode(folder, 'other')).toBeUndefined();
  const file = join(folder, '.banyan/cache/code.txt');
  const text = readFileSync(file, 'utf8');
  for (const forged of [text.slice(0, -9), text.replace('"texts":["a.ts",', '"texts":['), 'key\nnull\n']) {
    writeFileSync(file, forged);
    expect(recallCode(folder, 'key')).toBeUndefined();
  }
});
