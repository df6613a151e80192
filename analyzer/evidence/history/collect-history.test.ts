import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../../../test/temporary-repository.ts';
import { collectHistory } from './collect-history.ts';
import { openHistoryCache } from './history-cache.ts';

const cleanEnvironment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd,
    env: cleanEnvironment,
    stdio: 'pipe',
    encoding: 'utf8',
  });
}

function write(root: string, paths: readonly string[], text: string): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${path} ${text}\n`);
  }
}

let counter = 0;

/** Changes the files and commits them; every call writes something new. */
function commit(root: string, paths: readonly string[], author = 'Ada <ada@example.org>'): void {
  counter += 1;
  write(root, paths, String(counter));
  git(root, 'add', '-A');
  git(
    root,
    '-c',
    'user.name=c',
    '-c',
    'user.email=c@c',
    'commit',
    '-q',
    '-m',
    'change',
    `--author=${author}`,
  );
}

function repository(): string {
  const root = temporaryFolder();
  git(root, 'init', '-q', '-b', 'main');
  return root;
}

function objectsOf(root: string, revision: string): string {
  const id = git(root, 'rev-parse', revision).trim();
  return join(root, '.git/objects', id.slice(0, 2), id.slice(2));
}

const modules = new Set(['src/a.ts', 'src/b.ts', 'src/c.ts']);

test('tells which modules change together and how many people change each', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts', 'README.md']);
  commit(root, ['src/a.ts'], 'Grace <grace@example.org>');
  commit(root, ['src/a.ts', 'src/c.ts'], 'Ada again <ADA@example.org>');

  expect(await collectHistory(root, modules)).toEqual({
    available: true,
    commits: [
      ['src/a.ts', 'src/c.ts'],
      ['src/a.ts', 'src/b.ts'],
    ],
    authors: [
      { module: 'src/a.ts', authors: 2, commits: 3 },
      { module: 'src/b.ts', authors: 1, commits: 1 },
      { module: 'src/c.ts', authors: 1, commits: 1 },
    ],
  });
});

test('leaves out bots, merges and commits that touch more than fifty modules', async () => {
  const root = repository();
  const many = Array.from({ length: 51 }, (_, index) => `src/m${index}.ts`);
  commit(root, many);
  commit(root, ['src/a.ts', 'src/b.ts'], 'dependabot[bot] <support@example.org>');
  git(root, 'checkout', '-q', '-b', 'feature');
  commit(root, ['src/b.ts', 'src/c.ts']);
  git(root, 'checkout', '-q', 'main');
  commit(root, ['src/a.ts']);
  git(root, '-c', 'user.name=c', '-c', 'user.email=c@c', 'merge', '-q', '--no-ff', '-m', 'merge', 'feature');

  const history = await collectHistory(root, new Set([...modules, ...many]));

  expect(history).toMatchObject({ available: true, commits: [['src/b.ts', 'src/c.ts']] });
});

test('follows a file that was moved unchanged', async () => {
  const root = repository();
  commit(root, ['old/a.ts', 'src/b.ts']);
  mkdirSync(join(root, 'src'), { recursive: true });
  git(root, 'mv', 'old/a.ts', 'src/a.ts');
  commit(root, ['README.md']);

  const history = await collectHistory(root, modules);

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/b.ts']] });
});

test('reads no more than the newest commits asked for', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  commit(root, ['src/b.ts', 'src/c.ts']);

  const history = await collectHistory(root, modules, { maxCommits: 1 });

  expect(history).toMatchObject({ available: true, commits: [['src/b.ts', 'src/c.ts']] });
});

test('a folder below the root of the repository has paths of its own', async () => {
  const root = repository();
  commit(root, ['apps/api/src/a.ts', 'apps/api/src/b.ts', 'apps/web/src/c.ts']);
  commit(root, ['apps/web/src/c.ts', 'apps/web/src/a.ts']);

  const history = await collectHistory(join(root, 'apps/api'), modules);

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/b.ts']] });
});

test('remembers the history of a commit, and nothing of another one', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  const folder = temporaryFolder();
  const read = () => collectHistory(root, modules, { cache: openHistoryCache(folder) });
  const first = await read();
  rmSync(objectsOf(root, 'HEAD^{tree}'), { force: true });

  expect(await read()).toEqual(first);
  expect(
    await collectHistory(root, new Set(['src/a.ts']), { cache: openHistoryCache(folder) }),
  ).toMatchObject({
    available: false,
  });

  const file = join(folder, 'history.json');
  const [key] = readFileSync(file, 'utf8').split('\n');
  for (const planted of [
    '',
    '{',
    '{"commits":[[99]],"authors":[]}',
    '{"commits":["x"],"authors":[]}',
    'null',
  ]) {
    writeFileSync(file, `${key}\n${planted}\n`);
    expect(await read()).toMatchObject({ available: false });
  }
});

test('a new commit is read though an older one is remembered', async () => {
  const root = repository();
  const cache = openHistoryCache(temporaryFolder());
  commit(root, ['src/a.ts', 'src/b.ts']);
  await collectHistory(root, modules, { cache });
  commit(root, ['src/b.ts', 'src/c.ts']);

  expect(await collectHistory(root, modules, { cache })).toEqual(await collectHistory(root, modules));
});

test('file names with line feeds, tabs and quotes stay what they are', async () => {
  const root = repository();
  const names = ['src/a\nM.ts', '\nR100', 'src/"q"\t.ts', 'src/é.ts'];
  commit(root, names);

  const history = await collectHistory(root, new Set(names));

  expect(history).toMatchObject({ available: true, commits: [names.toSorted()] });
});

test('a repository in the middle of a rebase still has its history', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  git(root, 'checkout', '-q', '-b', 'feature');
  commit(root, ['src/a.ts']);
  git(root, 'checkout', '-q', 'main');
  commit(root, ['src/a.ts']);
  expect(() => git(root, '-c', 'user.name=c', '-c', 'user.email=c@c', 'rebase', 'main', 'feature')).toThrow(
    /Command failed/,
  );
  expect(existsSync(join(root, '.git/rebase-merge'))).toBe(true);

  const history = await collectHistory(root, modules);

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/b.ts']] });
});

test('a clone without file contents is read without fetching them', async () => {
  const origin = repository();
  commit(origin, ['src/a.ts', 'src/b.ts']);
  git(origin, 'mv', 'src/b.ts', 'src/c.ts');
  commit(origin, ['README.md']);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = join(temporaryFolder(), 'clone');
  git(origin, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin}`, clone);
  const packs = () => readdirSync(join(clone, '.git/objects/pack')).toSorted();
  const before = packs();

  const history = await collectHistory(clone, modules);

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/c.ts']] });
  expect(packs()).toEqual(before);
});

test('a clone without trees has no history rather than one fetched object by object', async () => {
  const origin = repository();
  commit(origin, ['src/a.ts', 'src/b.ts']);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = join(temporaryFolder(), 'clone');
  git(origin, 'clone', '-q', '--filter=tree:0', '--no-checkout', `file://${origin}`, clone);

  const history = await collectHistory(clone, modules);

  expect(history).toEqual({ available: false, reason: expect.stringContaining('lacks some of its objects') });
});

test('a shallow clone has no history', async () => {
  const origin = repository();
  commit(origin, ['src/a.ts', 'src/b.ts']);
  commit(origin, ['src/a.ts']);
  const clone = join(temporaryFolder(), 'clone');
  git(origin, 'clone', '-q', '--depth=1', `file://${origin}`, clone);

  const history = await collectHistory(clone, modules);

  expect(history).toEqual({ available: false, reason: 'the git repository is a shallow clone' });
});

test('a log that breaks off has no history, not half of one', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  commit(root, ['src/b.ts', 'src/c.ts']);
  rmSync(objectsOf(root, 'HEAD~1^{tree}'), { force: true });

  const history = await collectHistory(root, modules);

  expect(history).toEqual({ available: false, reason: expect.stringContaining('lacks some of its objects') });
});

test('no repository, no commits, no git: each says so', async () => {
  const plain = temporaryFolder();
  const empty = repository();
  const reasons = await Promise.all([
    collectHistory(plain, modules),
    collectHistory(empty, modules),
    collectHistory(empty, modules, { environment: { PATH: plain } }),
  ]);

  expect(reasons).toEqual([
    { available: false, reason: 'the folder is not in a git repository' },
    { available: false, reason: 'the git repository has no commits' },
    { available: false, reason: 'git is not installed' },
  ]);
});

test('a plain folder inside a repository of something else has no history', async () => {
  const root = repository();
  commit(root, ['dotfiles.ts', 'src/a.ts']);
  write(root, ['work/src/a.ts', 'work/src/b.ts'], 'untracked');

  const history = await collectHistory(join(root, 'work'), modules);

  expect(history).toEqual({ available: false, reason: 'no commit touches the analysed files' });
});

test('the repository of the caller does not leak in through the environment', async () => {
  const other = repository();
  commit(other, ['src/a.ts', 'src/c.ts']);
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  const environment = {
    ...process.env,
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_PREFIX: 'x/',
  };

  const history = await collectHistory(root, modules, { environment });

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/b.ts']] });
});

test('nothing that the repository configures is run', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  const trap = `touch ${join(root, 'PWNED')}; false`;
  for (const [key, value] of [
    ['core.fsmonitor', trap],
    ['core.pager', trap],
    ['core.sshCommand', trap],
    ['diff.external', trap],
    ['alias.log', `!${trap}`],
    ['alias.rev-parse', `!${trap}`],
    ['diff.x.textconv', trap],
    ['diff.x.command', trap],
    ['log.showSignature', 'true'],
    ['gpg.program', join(root, 'trap.sh')],
    ['gpg.x509.program', join(root, 'trap.sh')],
    ['core.hooksPath', join(root, 'hooks')],
    ['log.follow', 'true'],
    ['color.ui', 'always'],
    ['diff.relative', 'true'],
    ['log.diffMerges', 'separate'],
  ] as const) {
    git(root, 'config', key, value);
  }
  writeFileSync(join(root, 'trap.sh'), `#!/bin/sh\n${trap}\n`, { mode: 0o755 });
  writeFileSync(join(root, '.gitattributes'), '* diff=x filter=x\n');
  sign(root);

  const history = await collectHistory(root, modules);

  expect(history).toMatchObject({ available: true, commits: [['src/a.ts', 'src/b.ts']] });
  expect(existsSync(join(root, 'PWNED'))).toBe(false);
});

/** Gives the newest commit a signature, which `log.showSignature` would have a program check. */
function sign(root: string): void {
  const [headers = '', message = ''] = git(root, 'cat-file', 'commit', 'HEAD').split('\n\n');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
  const file = join(root, '.git/signed');
  writeFileSync(file, `${headers}\n${signature}\n\n${message}`);
  git(root, 'update-ref', 'HEAD', git(root, 'hash-object', '-t', 'commit', '-w', file).trim());
}

test.skipIf(process.getuid?.() !== 0)('a repository of another user is left alone', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  for (const path of [root, join(root, '.git')]) chownSync(path, 12_345, 12_345);

  const history = await collectHistory(root, modules);

  expect(history).toEqual({ available: false, reason: 'the git repository belongs to another user' });
});

test('stops when told to', async () => {
  const root = repository();
  commit(root, ['src/a.ts', 'src/b.ts']);
  const controller = new AbortController();
  const reading = collectHistory(root, modules, { signal: controller.signal });
  controller.abort();

  expect(await reading).toEqual({ available: false, reason: 'reading the history was interrupted' });
});

test('stops when git hangs', async () => {
  const root = repository();
  const hanging = temporaryFolder();
  writeFileSync(join(hanging, 'git'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
  const environment = { PATH: `${hanging}:${process.env['PATH'] ?? ''}` };

  const history = await collectHistory(root, modules, { timeoutMs: 50, environment });

  expect(history).toEqual({ available: false, reason: 'reading the history took too long or gave too much' });
});
