import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type AnalysisRun,
  type AnalyzerOptions,
  analyze,
  type Constrain,
  readCode,
  sealResult,
  serializeAnalysis,
} from '../analyzer/index.ts';

const parts = ['orders', 'users', 'books', 'carts'];
const shop: Record<string, string> = {
  'package.json': '{"name": "shop", "dependencies": {"express": "5", "pg": "8"}}',
  'tsconfig.json': '{}',
  'schema.sql': parts.map((name) => `create table ${name} (id int);`).join('\n'),
  'src/app.ts': `import express from 'express';
import { db } from './db';
${parts.map((name) => `import { all as ${name} } from './${name}/all';`).join('\n')}
const app = express();
${parts.map((name) => `app.get('/${name}', async () => ${name}(db));`).join('\n')}
`,
  'src/db.ts': "import { Pool } from 'pg';\nexport const db = new Pool();\n",
  ...Object.fromEntries(
    parts.map((name) => [
      `src/${name}/all.ts`,
      `import { only } from './only';\nexport const all = (db: any) => only(db.query('select * from ${name}'));\n`,
    ]),
  ),
  ...Object.fromEntries(
    parts.map((name) => [`src/${name}/only.ts`, 'export const only = (x: unknown) => x;\n']),
  ),
};

let parent: string;
let folder: string;
let out: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'banyan-remembered-'));
  const pristine = join(parent, 'pristine');
  for (const [path, text] of Object.entries(shop)) {
    mkdirSync(dirname(join(pristine, path)), { recursive: true });
    writeFileSync(join(pristine, path), text);
  }
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: pristine });
  };
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let count = 0;
beforeEach(() => {
  folder = join(parent, `copy-${(count += 1)}`);
  out = join(folder, '.banyan', 'analysis.json');
  cpSync(join(parent, 'pristine'), folder, { recursive: true });
});

const host = {
  epoch: () => Date.now() + 60_000, // So that files written just now count as settled.
  now: () => 0,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/** As the command does it: a result is written and sealed where it is not there already. */
async function run(options: AnalyzerOptions = {}, constrain?: Constrain): Promise<AnalysisRun> {
  const done = await analyze(folder, { cache: true, commits: 100, result: out, ...options }, host, constrain);
  if (!done.isUnchanged) {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, textOf(done));
    if (done.keys)
      sealResult(folder, done.keys, createHash('sha256').update(readFileSync(out)).digest('hex'));
  }
  return done;
}

function textOf({ analysis }: AnalysisRun): string {
  return [...serializeAnalysis(analysis)].join('');
}

async function cold(options: AnalyzerOptions = {}, constrain?: Constrain): Promise<string> {
  return textOf(
    await analyze(folder, { cache: false, commits: 100, workers: 0, ...options }, host, constrain),
  );
}

test('a result whose input is unchanged is taken again', async () => {
  await run();

  const again = await run();

  expect(again.isUnchanged).toBe(true);
  expect(textOf(again)).toBe(await cold());
  expect(readFileSync(out, 'utf8')).toBe(textOf(again));
});

const source = (name: string): string => join(folder, 'src', name);

const changes: Record<string, () => void> = {
  'a new file': () => writeFileSync(source('extra.ts'), "import './app';\n"),
  'a file that is gone': () => rmSync(join(folder, 'package.json')),
  'a tsconfig': () =>
    writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions": {"paths": {"x": ["y"]}}}'),
  'a schema': () => writeFileSync(join(folder, 'more.sql'), 'create table moons (id int);'),
  'an ignore file': () => writeFileSync(join(folder, '.gitignore'), 'src/generated/**\n*.html\n'),
  'a file that is no code': () => writeFileSync(join(folder, 'src', 'data.json'), '{}'),
  'a commit': () =>
    void execFileSync(
      'git',
      [
        '-c',
        'user.name=b',
        '-c',
        'user.email=b@b',
        'commit',
        '--quiet',
        '--allow-empty',
        '--amend',
        '-m',
        'two',
      ],
      { cwd: folder },
    ),
};

test.each(Object.keys(changes))('%s that changes is seen', async (name) => {
  await run();
  changes[name]?.();

  const changed = await run();

  expect(textOf(changed)).toBe(await cold());
});

test.each(['a new file', 'a tsconfig', 'a schema', 'an ignore file', 'a file that is no code'])(
  '%s leaves no result valid',
  async (name) => {
    await run();
    changes[name]?.();

    expect((await run()).isUnchanged).toBe(false);
  },
);

test.each<[string, AnalyzerOptions]>([
  ['seed', { seed: 7 }],
  ['number of services', { services: 2 }],
  ['folders', { folders: false }],
  ['history', { commits: 0 }],
  ['choice of files', { exclude: ['src/orders/**'] }],
])('with another %s the result is another', async (_, options) => {
  await run();

  const other = await run(options);

  expect(other.isUnchanged).toBe(false);
  expect(textOf(other)).toBe(await cold(options));
});

const constrain: Constrain = (modules) => ({ keepApart: [modules.slice(0, 2)] });

test('with other decisions of people the result is another', async () => {
  await run();

  const decided = await run({}, constrain);

  expect(decided.isUnchanged).toBe(false);
  expect(textOf(decided)).toBe(await cold({}, constrain));
});

test('a result that was edited, torn or lost is made anew', async () => {
  const expected = textOf(await run());
  const seal = join(folder, '.banyan/cache/result.tsv');
  const sealed = readFileSync(seal, 'utf8');
  const edited = expected.replace('"services"', '"servants"');
  const digest = createHash('sha256').update('{').digest('hex');

  for (const [text, note] of [
    [edited, sealed],
    [expected.slice(0, -20), sealed],
    ['', sealed],
    [expected, ''],
    [expected, '\t\t'],
    ['{', sealed.replace(/[0-9a-f]{64}\n$/u, `${digest}\n`)],
  ] as const) {
    writeFileSync(out, text);
    writeFileSync(seal, note);
    expect(textOf(await run())).toBe(expected);
  }
});

test('code is read from the result of an analysis of the same files', async () => {
  await run();

  for (const data of [false, true]) {
    const recalled = await readCode(folder, { cache: true, data }, host);
    const read = await readCode(folder, { cache: false, data }, host);
    expect(recalled.modules.map(({ id }) => id)).toEqual(read.modules.map(({ id }) => id));
    expect(recalled.dependencies).toEqual(read.dependencies);
    expect([recalled.accesses, recalled.transactions]).toEqual([read.accesses, read.transactions]);
  }
});
