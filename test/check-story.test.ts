import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { temporaryFolder, temporaryRepository } from './temporary-repository.ts';

const PLAN = `version: 1
services:
  orders: { modules: [src/orders/**] }
  users: { modules: [src/users/**] }
  mail: { modules: [src/mail/**], public: [src/mail/index.ts] }
shared: { src/money.ts: library }
roots: [src/main.ts]
`;

function shop(): string {
  const root = temporaryRepository({
    'package.json': { name: 'shop', type: 'module' },
    'tsconfig.json': { compilerOptions: { module: 'nodenext' } },
    '.gitignore': '.banyan/\n',
    'banyan.yaml': PLAN,
    'src/main.ts': `import { place } from './orders/place.js';\nplace();\n`,
    'src/money.ts': `export const cents = (euro: number) => euro * 100;\n`,
    'src/orders/place.ts': `import { cents } from '../money.js';\nimport { findUser } from '../users/find.js';\nexport function place() {\n  return [cents(1), findUser()];\n}\n`,
    'src/users/find.ts': `export function findUser() { return 'ada'; }\nexport function dropUser() { return 'bob'; }\n`,
    'src/mail/index.ts': `export { send } from './send.js';\n`,
    'src/mail/send.ts': `export function send() { return 1; }\n`,
  });
  git(root, 'init', '-q', '-b', 'main');
  commit(root, 'start');
  return root;
}

function git(root: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
}

function commit(root: string, message: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', message);
}

const findIn = (root: string) => join(root, 'src/users/find.ts');
const baselineOf = (root: string): string[] =>
  (
    JSON.parse(readFileSync(join(root, 'banyan.baseline.json'), 'utf8')) as { entries: { symbol: string }[] }
  ).entries.map(({ symbol }) => symbol);

test('the story of a team: baseline, a new crossing, a fix, growth', async () => {
  const root = shop();

  const first = await runCli(root, ['check']);
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toContain('src/orders/place.ts:2:1\n  new crossing: orders uses findUser of users');

  expect(await runCli(root, ['baseline'])).toMatchObject({ exitCode: 0, stderr: '' });
  expect(baselineOf(root)).toEqual(['findUser']);
  expect((await runCli(root, ['check'])).stdout).toBe(
    'Baseline 1 → 1 (unchanged; 1 accepted).\nNo new breach of the plan.\n',
  );
  commit(root, 'baseline');

  // A commit that adds a crossing fails, with the right line.
  const other = `import { place } from '../orders/place.js';\nexport const again = place;\n`;
  writeFileSync(findIn(root), `${readFileSync(findIn(root), 'utf8')}\n${other}`);
  const failed = await runCli(root, ['check']);
  expect(failed.exitCode).toBe(1);
  expect(failed.stdout).toContain('src/users/find.ts:4:1\n  new crossing: users uses place of orders');
  expect(failed.stdout).toContain('orders, users depend on each other in a circle');
  expect(failed.stdout).toContain('Baseline 1 → 1 (2 new; 1 accepted).');

  // Growth is refused without the flag, and nothing is written.
  const refused = await runCli(root, ['baseline']);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toMatch(
    /^error BASELINE_GROWTH: The baseline would grow by \d:\n {2}src\/\S+:\d+:1 \w/u,
  );
  expect(refused.stderr).toContain('--allow-growth');
  expect(baselineOf(root)).toEqual(['findUser']);
  git(root, 'checkout', '-q', '.');

  // Fixing the old one demands the smaller baseline.
  writeFileSync(join(root, 'src/orders/place.ts'), `export function place() {\n  return [];\n}\n`);
  const stale = await runCli(root, ['check']);
  expect(stale.exitCode).toBe(1);
  expect(stale.stdout).toContain('Fixed, but still in the baseline (1):');
  expect(stale.stdout).toContain('Baseline 1 → 0 (1 fixed; 0 accepted).');
  expect((await runCli(root, ['baseline'])).stdout).toContain('Baseline 1 → 0 (1 fixed, 0 new)');
  expect((await runCli(root, ['check'])).exitCode).toBe(0);
});

test('a breach stays the same one when lines move and names are used more often', async () => {
  const root = shop();
  await runCli(root, ['baseline']);
  writeFileSync(
    join(root, 'src/orders/place.ts'),
    `// A line more.\n\nimport { cents } from '../money.js';\nimport { findUser } from '../users/find.js';\nexport function place() {\n  findUser();\n  return [cents(1), findUser()];\n}\n`,
  );

  expect((await runCli(root, ['check'])).exitCode).toBe(0);

  appendFileSync(
    join(root, 'src/orders/place.ts'),
    `import { dropUser } from '../users/find.js';\ndropUser();\n`,
  );
  const another = await runCli(root, ['check']);
  expect(another.stdout).toContain('src/orders/place.ts:9:1\n  new crossing: orders uses dropUser of users');
});

test('a pull request is judged by what it changed, and staleness is not judged', async () => {
  const root = shop();
  await runCli(root, ['baseline']);
  commit(root, 'baseline');
  git(root, 'checkout', '-q', '-b', 'feature');
  writeFileSync(join(root, 'src/orders/place.ts'), `export function place() {\n  return [];\n}\n`);
  writeFileSync(
    join(root, 'src/orders/fresh.ts'),
    `import { send } from '../mail/send.js';\nexport const x = send;\n`,
  );

  const run = await runCli(root, ['check', '--affected', 'main', '--json']);

  const { data } = JSON.parse(run.stdout) as {
    data: { failures: { file: string }[]; stale: unknown[]; full: boolean };
  };
  expect(run.exitCode).toBe(1);
  expect(data.failures.map(({ file }) => file)).toEqual(['src/orders/fresh.ts']);
  expect(data).toMatchObject({ stale: [], full: false });
  expect((await runCli(root, ['check', '--affected', 'nowhere'])).exitCode).toBe(2);
  expect((await runCli(root, ['check', '--affected', '--output=x'])).exitCode).toBe(2);
});

test('a declared use is no crossing, but goes through the door', async () => {
  const root = shop();
  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('orders: {', 'orders: { uses: [users, mail],'));
  writeFileSync(
    join(root, 'src/orders/a.ts'),
    `import { send } from '../mail/index.js';\nexport const a = send;\n`,
  );
  expect((await runCli(root, ['check'])).exitCode).toBe(0);

  writeFileSync(
    join(root, 'src/orders/b.ts'),
    `import { send } from '../mail/send.js';\nexport const b = send;\n`,
  );
  const past = await runCli(root, ['check']);
  expect(past.stdout).toContain(
    'src/orders/b.ts:1:1\n  new door: orders reaches past the public modules of mail',
  );
});

test('strict takes no baseline; off is not judged', async () => {
  const root = shop();
  await runCli(root, ['baseline']);
  writeFileSync(join(root, 'banyan.yaml'), `${PLAN}check: { crossing: strict }\n`);
  expect((await runCli(root, ['check'])).stdout).toContain('crossing (strict: never accepted)');

  writeFileSync(join(root, 'banyan.yaml'), `${PLAN}check: { crossing: off }\n`);
  expect((await runCli(root, ['check'])).stdout).toContain('Baseline 1 → 0 (1 fixed');
});

test('explains one breach by its id', async () => {
  const root = shop();
  const run = await runCli(root, ['check', '--json']);
  const { data } = JSON.parse(run.stdout) as { data: { failures: { id: string }[] } };
  const id = data.failures[0]?.id ?? '';

  const { stdout } = await runCli(root, ['check', '--explain', id]);

  expect(stdout).toContain('src/orders/place.ts:2:1');
  expect(stdout).toContain('"module":"src/orders/place.ts","symbol":"findUser"');
  expect((await runCli(root, ['check', '--explain', 'ffffffffff'])).exitCode).toBe(2);

  await runCli(root, ['analyze', '--no-history']);
  expect((await runCli(root, ['explain', id])).stdout).toBe(stdout);
});

test('under GitHub Actions it annotates, and fills the summary', async () => {
  const root = shop();
  const summary = join(root, 'summary.md');
  const { stdout, exitCode } = await runCli(root, ['check'], {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: summary,
  });

  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    '::error file=src/orders/place.ts,line=2,col=1,title=Dependency across a boundary::',
  );
  expect(readFileSync(summary, 'utf8')).toContain('### ❌ Boundaries: 1 crossing');
});

test('what is wrong with the plan or the baseline stops the run with a place and a hint', async () => {
  const root = shop();
  writeFileSync(join(root, 'banyan.baseline.json'), '{');
  expect((await runCli(root, ['check'])).stderr).toContain('BASELINE_INVALID');

  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('src/users/**', 'src/**'));
  expect((await runCli(root, ['check'])).stderr).toContain(
    'Two claim "src/mail/index.ts": users (src/**) and mail (src/mail/**).',
  );

  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('services:', 'servcies:'));
  expect((await runCli(root, ['check'])).stderr).toContain('banyan.yaml:2:1 unknown key "servcies"');
  expect((await runCli(root, ['check', 'nowhere'])).stderr).toContain('PLAN_NOT_FOUND');
});

test('a pattern that matches nothing is a warning', async () => {
  const root = shop();
  await runCli(root, ['baseline']);
  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('[src/users/**]', '[src/users/**, src/accounts/**]'));
  const { exitCode, stdout } = await runCli(root, ['check']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('warning: the plan’s src/accounts/** matches no module');
});

test('on the bookshop it finds data and transactions that the first plan cuts', async () => {
  const root = temporaryFolder();
  cpSync('fixtures/bookshop', root, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.banyan)/u.test(path),
  });
  await runCli(root, ['analyze', '--no-history']);
  expect((await runCli(root, ['plan', 'create'])).exitCode).toBe(0);

  const { stdout } = await runCli(root, ['check', '--json']);

  const { data } = JSON.parse(stdout) as { data: { failures: { kind: string; line: number }[] } };
  const kinds = new Set(data.failures.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['crossing', 'cycle', 'data', 'transaction']);
  expect(data.failures.every(({ line }) => line > 0)).toBe(true);
});

test('a circle of many services takes few columns, in check and in the baseline', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `a-long-name-of-service-${index}`);
  const root = temporaryRepository({
    'package.json': { name: 'ring', type: 'module' },
    'banyan.yaml': `version: 1\nservices:\n${names.map((name) => `  ${name}: { modules: [${name}/**] }\n`).join('')}`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `${name}/x.ts`,
        `import { x as y } from '../${names[(index + 1) % 9] ?? ''}/x.js';\nexport const x = () => y;\n`,
      ]),
    ),
  });

  for (const command of ['check', 'baseline']) {
    const { stdout } = await runCli(root, [command]);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toContain('a-long-name-of-service-2 … and 6 more');
  }
});
