import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { temporaryFolder, temporaryRepository } from '../../test/temporary-repository.ts';
import type { Codebase } from '../model/codebase.ts';
import { type DiscoverOptions, discoverCodebase } from './discover-codebase.ts';

const defaults = { include: [], exclude: [], maxFileBytes: 2 << 20 };
const ts = 'export const value = 1;\n';

async function discover(root: string, options: Partial<DiscoverOptions> = {}): Promise<Codebase> {
  return discoverCodebase(root, { ...defaults, ...options });
}

/** Every file becomes a module with the same text. */
function withModules(...paths: string[]): string {
  return temporaryRepository(Object.fromEntries(paths.map((path) => [path, ts])));
}

const pathsOf = ({ files }: Codebase) => files.map(({ path }) => path);
const skippedOf = ({ skipped }: Codebase) =>
  Object.fromEntries(skipped.map(({ reason, examples }) => [reason, examples]));

test('finds every kind of source, sorted by code unit, with its size', async () => {
  const sources = ['Z.ts', 'a.ts', 'b.tsx', 'c.js', 'd.jsx', 'e.mts', 'f.cts', 'g.mjs', 'h.cjs', 'é.ts'];
  const root = withModules(...sources.toReversed(), 'readme.md', 'data.json');

  const codebase = await discover(root);

  expect(pathsOf(codebase)).toEqual(sources);
  expect(codebase.files[0]).toEqual({ path: 'Z.ts', size: ts.length, mtimeMs: expect.any(Number) });
  expect([...codebase.paths].toSorted()).toEqual([...sources, 'readme.md', 'data.json'].toSorted());
});

test('sets aside what is no part of the product, and says what and why', async () => {
  const root = withModules(
    'package.json',
    'src/orders/order.ts',
    'src/test-results.ts',
    'src/specification.ts',
    'src/orders/order.test.ts',
    'src/orders/order.e2e-spec.ts',
    'src/__tests__/x.ts',
    'src/__mocks__/x.ts',
    'apps/shop-e2e/src/x.ts',
    'src/generated/client.ts',
    'src/api.generated.ts',
    'src/orders_pb.js',
    'src/types.d.ts',
    'src/migrations/1611063162649-initial.ts',
    'src/migrations/runner.ts',
    'src/button.stories.tsx',
    'webpack.config.js',
    'src/app.config.ts',
    '.eslintrc.js',
    'scripts/release.ts',
    'src/scripts/nightly.ts',
    'src/old.js',
    'src/old.ts',
    'node_modules/x/index.ts',
    'dist/x.js',
    'build/x.js',
    'src/build/plan.ts',
    '.cache/x.ts',
    'coverage/x.js',
  );
  writeFileSync(join(root, 'package.json'), '{}');

  const codebase = await discover(root);

  expect(pathsOf(codebase)).toEqual([
    'src/app.config.ts',
    'src/build/plan.ts',
    'src/migrations/runner.ts',
    'src/old.ts',
    'src/orders/order.ts',
    'src/scripts/nightly.ts',
    'src/specification.ts',
    'src/test-results.ts',
  ]);
  expect(skippedOf(codebase)).toEqual({
    'build-output': ['src/old.js'],
    configuration: ['.eslintrc.js', 'webpack.config.js'],
    declaration: ['src/types.d.ts'],
    generated: ['src/api.generated.ts', 'src/generated/client.ts', 'src/orders_pb.js'],
    migration: ['src/migrations/1611063162649-initial.ts'],
    script: ['scripts/release.ts'],
    story: ['src/button.stories.tsx'],
    test: [
      'apps/shop-e2e/src/x.ts',
      'src/__mocks__/x.ts',
      'src/__tests__/x.ts',
      'src/orders/order.e2e-spec.ts',
      'src/orders/order.test.ts',
    ],
  });
  expect(codebase.migrations).toEqual(['src/migrations/1611063162649-initial.ts']);
});

test('tests stay where they are asked for', async () => {
  const root = withModules('src/a.ts', 'src/a.test.ts', 'test/b.ts');

  expect(pathsOf(await discover(root, { tests: true }))).toEqual(['src/a.test.ts', 'src/a.ts', 'test/b.ts']);
});

test('JavaScript below an outDir is build output, unless the outDir holds everything', async () => {
  const root = withModules('src/a.ts', 'lib/a.js', 'lib/kept.ts', 'app/b.js');
  writeFileSync(join(root, 'tsconfig.json'), '{"compilerOptions":{"outDir":"./lib"}}');
  writeFileSync(join(root, 'app/tsconfig.json'), '{"compilerOptions":{"outDir":"."}}');

  expect(pathsOf(await discover(root))).toEqual(['app/b.js', 'lib/kept.ts', 'src/a.ts']);
});

test('include narrows and exclude removes; a folder stands for what is in it', async () => {
  const root = withModules('apps/api/a.ts', 'apps/web/b.ts', 'libs/c.ts', 'libs/c.gen/d.ts');

  const codebase = await discover(root, {
    include: ['apps', './libs/'],
    exclude: ['**/web/**', 'libs/*.gen'],
  });

  expect(pathsOf(codebase)).toEqual(['apps/api/a.ts', 'libs/c.ts']);
  expect(skippedOf(codebase)).toEqual({ excluded: ['apps/web/b.ts', 'libs/c.gen/d.ts'] });
});

test('include brings back what it names', async () => {
  const root = withModules(
    'src/a.ts',
    'scripts/seed.ts',
    'scripts/seed.test.ts',
    'jest.config.js',
    'test/b.ts',
  );
  writeFileSync(join(root, 'package.json'), '{}');

  const codebase = await discover(root, { include: ['src', 'scripts/**', 'jest.config.js', '**/b.ts'] });

  expect(pathsOf(codebase)).toEqual(['jest.config.js', 'scripts/seed.ts', 'src/a.ts']);
});

test('a glob that could run for ever is refused', async () => {
  const root = withModules('a.ts');
  const globs = ['*a*a*a*a*a*a*.ts', `${'{a,b,c}'.repeat(9)}.ts`, '**/**/**/**/**/x.ts', 'x'.repeat(400)];

  for (const glob of globs) {
    await expect(discover(root, { exclude: [glob] })).rejects.toMatchObject({ code: 'BAD_GLOB' });
  }
});

test('what version control leaves out is left out, by the nearest rule', async () => {
  const root = withModules(
    'src/a.ts',
    'src/b.local.ts',
    'src/keep.local.ts',
    'out/c.ts',
    'lib/gen/d.ts',
    'lib/e.ts',
  );
  writeFileSync(join(root, '.gitignore'), '# built\nout/\n*.local.ts\n*.log\n');
  writeFileSync(join(root, 'src/.gitignore'), '!keep.local.ts\n');
  writeFileSync(join(root, 'lib/.gitignore'), '/gen\n');

  expect(pathsOf(await discover(root))).toEqual(['lib/e.ts', 'src/a.ts', 'src/keep.local.ts']);
});

test('an ignore rule that could run for ever is left out', async () => {
  const name = `${'a'.repeat(200)}.ts`;
  const root = withModules(name, 'b.ts', `${'d/'.repeat(60)}c.ts`);
  writeFileSync(join(root, '.gitignore'), `${'*a'.repeat(20)}*b\n${'**/d/'.repeat(20)}x.*\nb.ts\n`);

  expect(pathsOf(await discover(root))).toEqual([name, `${'d/'.repeat(60)}c.ts`]);
});

test('data definitions are listed for the stages that read them', async () => {
  const schemas = [
    'api/openapi.yaml',
    'db/schema.prisma',
    'db/tables.sql',
    'graph/shop.graphql',
    'rpc/a.proto',
  ];
  const root = withModules('src/a.ts', 'package.json', ...schemas);

  expect((await discover(root)).schemas).toEqual(schemas);
});

test('takes its name from package.json, else from the folder', async () => {
  const named = temporaryRepository({ 'package.json': { name: 'shop' }, 'a.ts': ts });
  const plain = temporaryRepository({ 'shop/a.ts': ts });

  expect((await discover(named)).name).toBe('shop');
  expect((await discover(join(plain, 'shop'))).name).toBe('shop');
});

test('no such folder, a file, and nothing to analyse are told apart', async () => {
  const root = withModules('readme.md', 'a.test.ts', 'types.d.ts');

  await expect(discover(join(root, 'none'))).rejects.toMatchObject({ code: 'ROOT_NOT_FOUND' });
  await expect(discover(join(root, 'readme.md'))).rejects.toMatchObject({ code: 'ROOT_NOT_A_FOLDER' });
  await expect(discover(join(root, 'readme.md/x'))).rejects.toMatchObject({ code: 'ROOT_NOT_FOUND' });
  await expect(discover(root)).rejects.toMatchObject({
    code: 'NO_MODULES',
    hint: expect.stringContaining('1 declaration, 1 test'),
  });
  await expect(discover(temporaryFolder())).rejects.toMatchObject({ code: 'NO_MODULES' });
});

test('broken, missing and circular configurations are findings', async () => {
  const root = temporaryRepository({
    'a.ts': ts,
    'package.json': '{ nope',
    'tsconfig.json': '{ "extends": "./tsconfig.b.json" }',
    'tsconfig.b.json':
      '{\n "extends": ["./tsconfig.json", "@tsconfig/node20/tsconfig.json", "./none"],\n "compilerOptions": {',
    'pnpm-workspace.yaml': 'packages: [a',
  });

  const { findings } = await discover(root);

  expect(findings.map(({ code, file }) => [code, file])).toEqual([
    ['CONFIG_BROKEN', 'package.json'],
    ['CONFIG_BROKEN', 'pnpm-workspace.yaml'],
    ['CONFIG_BROKEN', 'tsconfig.b.json'],
    ['TSCONFIG_EXTENDS_CIRCULAR', 'tsconfig.json'],
    ['TSCONFIG_EXTENDS_MISSING', 'tsconfig.b.json'],
    ['TSCONFIG_EXTENDS_MISSING', 'tsconfig.b.json'],
  ]);
});

test('a chain of extends that doubles at each step is followed once', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `tsconfig.${index}.json`,
      { extends: [`./tsconfig.${index + 1}.json`, `./tsconfig.${index + 1}.json`] },
    ]),
  );
  const root = temporaryRepository({
    ...files,
    'a.ts': ts,
    'tsconfig.60.json': { compilerOptions: { baseUrl: 'x' } },
  });

  const { configs } = await discover(root);

  expect(configs.find(({ path }) => path === 'tsconfig.0.json')?.baseUrl).toBe('x');
});

test('a workspace glob that could run for ever is a finding', async () => {
  const name = 'a'.repeat(200);
  const root = temporaryRepository({
    'a.ts': ts,
    'package.json': { workspaces: [`packages/${'*a'.repeat(12)}*b`, 'packages/{a,b}*'] },
    [`packages/${name}/package.json`]: { name: 'found' },
  });

  const { packages, findings } = await discover(root);

  expect(packages.map((one) => one.name)).toEqual(['found']);
  expect(findings.map(({ code }) => code)).toEqual(['WORKSPACE_GLOB_REFUSED']);
});

test('pipes, sockets and folders that look like sources are not opened', async () => {
  const root = withModules('src/a.ts', 'src/folder.ts/index.ts');
  execFileSync('mkfifo', [join(root, 'src/pipe.ts'), join(root, 'tsconfig.json'), join(root, '.gitignore')]);

  const codebase = await discover(root);

  expect(pathsOf(codebase)).toEqual(['src/a.ts', 'src/folder.ts/index.ts']);
  expect(skippedOf(codebase)).toEqual({ 'not-a-file': ['.gitignore', 'src/pipe.ts', 'tsconfig.json'] });
});

test('links are not followed: loops end, and what lies outside is only listed', async () => {
  const outside = temporaryRepository({
    'secret.ts': ts,
    'tsconfig.json': { compilerOptions: { baseUrl: 'x' } },
  });
  const root = withModules('src/a.ts', 'lib/b.ts');
  for (const [path, target] of [
    ['src/self', '.'],
    ['src/up', '..'],
    ['src/root', root],
    ['src/lib', '../lib'],
    ['src/one.ts', 'two.ts'],
    ['src/two.ts', 'one.ts'],
    ['src/gone.ts', '/nonexistent/x.ts'],
    ['src/out.ts', join(outside, 'secret.ts')],
    ['tsconfig.json', join(outside, 'tsconfig.json')],
    ['out', outside],
  ] as const) {
    symlinkSync(target, join(root, path));
  }

  const codebase = await discover(root);

  expect(pathsOf(codebase)).toEqual(['lib/b.ts', 'src/a.ts']);
  expect(codebase.configs).toEqual([]);
  expect(Object.fromEntries(codebase.links)).toEqual({
    'src/self': 'src',
    'src/up': '',
    'src/root': '',
    'src/lib': 'lib',
  });
  expect(skippedOf(codebase)).toEqual({
    'link-outside': ['out', 'src/out.ts', 'tsconfig.json'],
    unreadable: ['src/gone.ts', 'src/one.ts', 'src/two.ts'],
  });
});

test('the root itself may be reached through a link', async () => {
  const root = withModules('shop/a.ts');
  symlinkSync('shop', join(root, 'alias'));

  const codebase = await discover(join(root, 'alias'));

  expect([codebase.root, pathsOf(codebase)]).toEqual([join(root, 'shop'), ['a.ts']]);
});

test('names with line feeds, escapes, quotes and option-like names are data', async () => {
  const names = [
    '\n.ts',
    ' \u001B[2J.ts',
    '"q".ts',
    '$(touch x).ts',
    '--help.ts',
    '__proto__.ts',
    'back\\slash.ts',
  ];
  const root = withModules(...names);

  expect(pathsOf(await discover(root))).toEqual(names.toSorted());
});

test('large files are set aside, and the walk goes as deep as folders go', async () => {
  const deep = `${'d/'.repeat(300)}x.ts`;
  const root = temporaryRepository({ 'big.ts': ' '.repeat(101), 'fits.ts': ' '.repeat(100), [deep]: ts });

  const codebase = await discover(root, { maxFileBytes: 100 });

  expect(pathsOf(codebase)).toEqual([deep, 'fits.ts']);
  expect(skippedOf(codebase)).toEqual({ 'too-large': ['big.ts'] });
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be opened is counted', async () => {
  const root = withModules('src/a.ts', 'closed/b.ts');
  chmodSync(join(root, 'closed'), 0);

  const codebase = await discover(root);
  chmodSync(join(root, 'closed'), 0o755);

  expect(pathsOf(codebase)).toEqual(['src/a.ts']);
  expect(skippedOf(codebase)).toEqual({ unreadable: ['closed/'] });
});

test('stops when told to', async () => {
  const root = withModules('a.ts');
  mkdirSync(join(root, 'empty'));

  await expect(discover(root, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});
