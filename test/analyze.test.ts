import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyze, type AnalyzerOptions, serializeAnalysis } from '../analyzer/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-analyze-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const later = Date.now() + 60_000; // So that files written just now count as settled.

function run(root: string, options: AnalyzerOptions = {}) {
  const signal = new AbortController().signal;
  return analyze(
    root,
    { cache: false, commits: 0, ...options },
    {
      epoch: () => later,
      now: () => 0,
      signal,
      onProgress: () => undefined,
    },
  );
}

async function textOf(root: string, options?: AnalyzerOptions): Promise<string> {
  return [...serializeAnalysis((await run(root, options)).analysis)].join('');
}

function write(files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const good = {
  'src/good.ts': "import { b } from './b';\nexport const good = b;\n",
  'src/b.ts': 'export const b = 1;\n',
};

test('a module that does not parse is told with its line, and the rest goes on', async () => {
  write({ ...good, 'src/bad.ts': "import { b } from './b';\n\nexport const x = {{{ ;\n" });

  const { analysis } = await run(folder);

  expect(analysis.modules.map(({ id }) => id)).toEqual(['src/b.ts', 'src/bad.ts', 'src/good.ts']);
  expect(analysis.dependencies.map(({ from, to }) => [from, to])).toEqual([
    ['src/bad.ts', 'src/b.ts'],
    ['src/good.ts', 'src/b.ts'],
  ]);
  expect(analysis.coverage.findings).toMatchObject([{ code: 'SYNTAX', file: 'src/bad.ts', line: 3 }]);
});

test('binary files with a .ts name are counted and set aside', async () => {
  const video = Buffer.alloc(4096, 0);
  video[0] = 0x47; // The sync byte of MPEG transport streams.
  write({ ...good, 'src/clip.ts': video });

  const { analysis } = await run(folder);

  expect(analysis.coverage.skipped).toContainEqual({ reason: 'binary', count: 1, examples: ['src/clip.ts'] });
  expect(analysis.modules).toHaveLength(2);
});

test('a generated file of 20 MB is not read', async () => {
  write({ ...good, 'src/data.ts': `export const data = [${'1234567,'.repeat(2_600_000)}];` });

  const { analysis } = await run(folder);

  expect(analysis.coverage.skipped).toContainEqual({
    reason: 'too-large',
    count: 1,
    examples: ['src/data.ts'],
  });
});

test('UTF-16, a byte order mark and invalid UTF-8 are read', async () => {
  write({
    ...good,
    'src/utf16.ts': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("import './b';\n", 'utf16le')]),
    'src/bom.ts': "\ufeffimport './b';\n",
    'src/latin1.ts': Buffer.from("import './b'; // caf\xe9\n", 'latin1'),
  });

  const { analysis } = await run(folder);

  expect(analysis.dependencies.map(({ from }) => from)).toEqual([
    'src/bom.ts',
    'src/good.ts',
    'src/latin1.ts',
    'src/utf16.ts',
  ]);
  expect(analysis.coverage.findings).toMatchObject([{ code: 'INVALID_UTF8', file: 'src/latin1.ts' }]);
});

function nested(depth: number): string {
  return `import './b';\nexport const x = ${'('.repeat(depth)}1${')'.repeat(depth)};\n`;
}

test('code that nests deeper than any stack is set aside, what a larger stack can hold is read', async () => {
  write({ ...good, 'src/deep.ts': nested(5_000), 'src/deepest.ts': nested(200_000) });

  const { analysis } = await run(folder);

  expect(analysis.coverage.skipped).toContainEqual({
    reason: 'too-deep',
    count: 1,
    examples: ['src/deepest.ts'],
  });
  expect(analysis.dependencies.map(({ from }) => from)).toEqual(['src/deep.ts', 'src/good.ts']);
});

test('link loops end, unreadable files are counted', async () => {
  write({ ...good, 'src/secret.ts': 'export {};' });
  symlinkSync('.', join(folder, 'src/self'));
  symlinkSync('l2.ts', join(folder, 'src/l1.ts'));
  symlinkSync('l1.ts', join(folder, 'src/l2.ts'));
  chmodSync(join(folder, 'src/secret.ts'), 0);

  const { analysis } = await run(folder);

  const isRoot = process.getuid?.() === 0; // Root reads everything.
  expect(analysis.modules).toHaveLength(isRoot ? 3 : 2);
});

test('modules, names and folders called like parts of Object are like any others', async () => {
  write({
    '__proto__/constructor.ts':
      "import { toString } from './hasOwnProperty';\nexport const constructor = toString;\n",
    '__proto__/hasOwnProperty.ts': 'export const toString = 1, __proto__ = 2;\n',
  });

  const { analysis } = await run(folder);

  expect(analysis.dependencies).toEqual([
    {
      from: '__proto__/constructor.ts',
      to: '__proto__/hasOwnProperty.ts',
      kind: 'value',
      names: ['toString'],
      uses: 1,
      line: 1,
    },
  ]);
});

test('follows names through barrels, renames and stars to the module that declares them', async () => {
  write({
    'src/use.ts':
      "import { Order, Sum as Total, helpers } from './models';\nnew Order(); Total(); helpers.round();\n",
    'src/models/index.ts':
      "export * from './order';\nexport { total as Sum } from './money';\nexport * as helpers from './helpers';\n",
    'src/models/order.ts': 'export class Order {}\n',
    'src/models/money.ts': "import { sum } from './sum';\nexport { sum as total };\n",
    'src/models/sum.ts': 'export const sum = () => 1;\n',
    'src/models/helpers.ts': 'export const round = Math.round;\n',
  });

  const { analysis } = await run(folder);

  const via = 'src/models/index.ts';
  expect(analysis.dependencies.filter(({ from }) => from === 'src/use.ts')).toEqual([
    { from: 'src/use.ts', to: 'src/models/helpers.ts', kind: 'value', names: ['*'], uses: 1, line: 1, via },
    { from: 'src/use.ts', to: 'src/models/order.ts', kind: 'value', names: ['Order'], uses: 1, line: 1, via },
    { from: 'src/use.ts', to: 'src/models/sum.ts', kind: 'value', names: ['sum'], uses: 1, line: 1, via },
  ]);
});

test('injected classes and calls on them are dependencies of their own', async () => {
  write({
    'src/orders.ts':
      "import { Stock } from './stock';\nexport class Orders {\n  constructor(private stock: Stock) {}\n  buy() { this.stock.take(); this.stock.take(); }\n}\n",
    'src/stock.ts': 'export class Stock { take() {} }\n',
  });

  const { analysis } = await run(folder);

  expect(analysis.dependencies.map(({ kind, uses, line }) => ({ kind, uses, line }))).toEqual([
    { kind: 'call', uses: 2, line: 2 },
    { kind: 'inject', uses: 1, line: 2 },
    { kind: 'value', uses: 1, line: 1 },
  ]);
});

test('the bookshop reads the same on one thread and on four, in another locale, with and without a cache', async () => {
  cpSync('fixtures/bookshop', folder, { recursive: true });
  const expected = await textOf(folder);

  const texts = [
    await textOf(folder, { workers: 0 }),
    await textOf(folder, { cache: true }),
    await textOf(folder, { cache: true, workers: 1 }),
    execFileSync(
      process.execPath,
      ['dist/cli/bin.js', 'analyze', folder, '--no-history', '--no-cache', '--out', join(folder, 'out.json')],
      { env: { ...process.env, LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' } },
    ) && readFileSync(join(folder, 'out.json'), 'utf8'),
  ];

  expect(new Set([expected, ...texts]).size).toBe(1);
});

test('a warm run reads what changed, even where size and time say nothing changed', async () => {
  write(good);
  const settled = new Date(Date.now() - 60_000);
  for (const path of Object.keys(good)) utimesSync(join(folder, path), settled, settled);
  await run(folder, { cache: true });
  const warm = await run(folder, { cache: true });
  write({ 'src/b.ts': 'export const c = 1;\n' });

  const changed = await run(folder, { cache: true });

  expect([warm.fromCache, changed.fromCache]).toEqual([2, 1]);
  expect(changed.analysis.modules[0]?.exports).toEqual(['c']);
});

test('a forged or torn cache is a miss, not a fault', async () => {
  write(good);
  const expected = await textOf(folder, { cache: true });
  const facts = join(folder, '.banyan/cache/facts.tsv');
  const files = join(folder, '.banyan/cache/files.tsv');
  const [stamp = ''] = readFileSync(facts, 'utf8').split('\n');
  const forged = readFileSync(facts, 'utf8').replaceAll('"facts"', '"__proto__"');

  for (const text of [forged, `${stamp}\nx`, `${stamp}\nx\t{}\n`, '\0\0\0', forged.slice(0, 300), '']) {
    writeFileSync(facts, text);
    expect(await textOf(folder, { cache: true })).toBe(expected);
  }
  for (const text of [`${stamp}\nx\t1\t1\t{`, `${stamp}\n\n\t\t\n`, '\0\0\0']) {
    writeFileSync(files, text);
    expect(await textOf(folder, { cache: true })).toBe(expected);
  }
});

test('history is read anew when there is a new commit, and remembered otherwise', async () => {
  write(good);
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });
  };
  git('init', '--quiet');
  git('add', 'src');
  git('commit', '--quiet', '-m', 'one');
  const options = { cache: true, commits: 100 };
  const first = await run(folder, options);
  const remembered = await run(folder, options);
  write({ 'src/b.ts': 'export const b = 2;\n', 'src/good.ts': 'export const good = 2;\n' });
  git('commit', '--quiet', '-a', '-m', 'two');
  const second = await run(folder, options);

  const commits = [first, remembered, second].map(({ analysis }) => analysis.coverage.history);
  expect(commits).toEqual([
    { available: true, commits: 1 },
    { available: true, commits: 1 },
    { available: true, commits: 2 },
  ]);
});
