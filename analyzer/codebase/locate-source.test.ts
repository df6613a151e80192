import { expect, test } from 'vitest';

import { resolving, ts } from '../../test/resolving.ts';

test('a package of the repository is its source, though it was never built', async () => {
  const resolve = await resolving(
    {
      'package.json': { workspaces: ['packages/*', '!packages/hidden'] },
      'packages/a/package.json': { name: '@x/a', main: 'dist/index.js', types: 'dist/index.d.ts' },
      'packages/a/src/index.ts': ts,
      'packages/a/src/deep/thing.ts': ts,
      'packages/b/package.json': {
        name: '@x/b',
        exports: {
          '.': { types: './lib/main.d.ts', import: './lib/esm/main.js', require: './lib/cjs/main.js' },
          './features/*': { import: './lib/features/*.js' },
          './features/secret/*': null,
          './old/': './lib/old/',
          './package.json': './package.json',
        },
      },
      'packages/b/src/main.ts': ts,
      'packages/b/src/features/cart.tsx': ts,
      'packages/b/src/old/x.ts': ts,
      'packages/c/package.json': { name: 'c' },
      'packages/c/index.js': ts,
      'packages/d/package.json': {
        name: 'd',
        exports: { development: './src/dev.ts', default: './dist/d.js' },
      },
      'packages/d/src/dev.ts': ts,
      'packages/hidden/package.json': { name: 'hidden' },
      'packages/hidden/index.ts': ts,
    },
    'packages/a/src/main.ts',
  );

  expect(
    Object.fromEntries(
      [
        '@x/a',
        '@x/a/dist/deep/thing',
        '@x/a/deep/thing',
        '@x/a/src/deep/thing.js',
        '@x/a/none',
        '@x/b',
        '@x/b/features/cart',
        '@x/b/old/x',
        '@x/b/package.json',
        'c',
        'd',
        'hidden',
      ].map((specifier) => [specifier, resolve(specifier)]),
    ),
  ).toEqual({
    '@x/a': 'packages/a/src/index.ts',
    '@x/a/dist/deep/thing': 'packages/a/src/deep/thing.ts',
    '@x/a/deep/thing': 'packages/a/src/deep/thing.ts',
    '@x/a/src/deep/thing.js': 'packages/a/src/deep/thing.ts',
    '@x/a/none': 'unresolved missing',
    '@x/b': 'packages/b/src/main.ts',
    '@x/b/features/cart': 'packages/b/src/features/cart.tsx',
    '@x/b/old/x': 'packages/b/src/old/x.ts',
    '@x/b/package.json': 'asset packages/b/package.json',
    c: 'packages/c/index.js',
    d: 'packages/d/src/dev.ts',
    hidden: 'external hidden',
  });
});

test('a stub that points into its own absent build leads to the source', async () => {
  const resolve = await resolving(
    {
      'package.json': { name: 'plugin', main: './dist/server/index.js' },
      'src/client/index.tsx': ts,
      'src/server/index.ts': ts,
    },
    'client.js',
  );

  expect(['./dist/client/index.js', './dist/client', 'plugin', 'plugin/client'].map(resolve)).toEqual([
    'src/client/index.tsx',
    'src/client/index.tsx',
    'src/server/index.ts',
    'client.js',
  ]);
});

test('pnpm, Lerna and Nx name packages in their own ways', async () => {
  const files = { 'libs/money/package.json': { name: 'money' }, 'libs/money/src/index.ts': ts };
  const pnpm = await resolving({ ...files, 'pnpm-workspace.yaml': 'packages:\n  - libs/*\n' }, 'src/main.ts');
  const lerna = await resolving({ ...files, 'lerna.json': { packages: ['libs/**'] } }, 'src/main.ts');
  const nx = await resolving({ ...files, 'nx.json': {}, 'libs/money/project.json': {} }, 'src/main.ts');

  expect([pnpm('money'), lerna('money'), nx('money')]).toEqual(Array(3).fill('libs/money/src/index.ts'));
});

test('# names are private to the nearest package', async () => {
  const resolve = await resolving(
    {
      'package.json': {
        name: 'app',
        imports: {
          '#src/*': { types: './dist/*.d.ts', default: './dist/*.js' },
          '#raw/*': './src/*',
          '#exact': './src/exact.ts',
          '#log': 'pino',
          '#gone': './generated/client.js',
        },
      },
      'src/lib/money.ts': ts,
      'src/exact.ts': ts,
    },
    'src/main.ts',
  );

  expect(['#src/lib/money', '#raw/lib/money.js', '#exact', '#log', '#gone', '#none'].map(resolve)).toEqual([
    'src/lib/money.ts',
    'src/lib/money.ts',
    'src/exact.ts',
    'external pino',
    'unresolved generated',
    'unresolved missing',
  ]);
});

test('a folder with a package.json of its own is entered through it, built or not', async () => {
  const resolve = await resolving(
    {
      'lib/a/package.json': { main: 'main.js' },
      'lib/a/main.ts': ts,
      'lib/a/index.ts': ts,
      'lib/b/package.json': { main: './dist/entry.js' },
      'lib/b/src/entry.ts': ts,
    },
    'src/main.ts',
  );

  expect(['../lib/a', '../lib/b'].map(resolve)).toEqual(['lib/a/main.ts', 'lib/b/src/entry.ts']);
});

test('module-alias names are honoured', async () => {
  const resolve = await resolving(
    {
      'package.json': { _moduleAliases: { '@models': 'dist/models', '@root': '.' } },
      'src/models/order.ts': ts,
      'src/models/index.ts': ts,
    },
    'src/main.ts',
  );

  expect(['@models', '@models/order', '@root/src/models/order', '@models/none'].map(resolve)).toEqual([
    'src/models/index.ts',
    'src/models/order.ts',
    'src/models/order.ts',
    'unresolved generated',
  ]);
});

test('a package that depends on its own name means the published one', async () => {
  const resolve = await resolving(
    { 'package.json': { name: 'shop', devDependencies: { shop: '1' } }, 'src/index.ts': ts },
    'src/main.ts',
  );

  expect(resolve('shop')).toBe('external shop');
});
