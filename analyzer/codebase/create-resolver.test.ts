import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { resolverOf, resolving, spell, ts } from '../../test/resolving.ts';
import { temporaryRepository } from '../../test/temporary-repository.ts';

test('relative specifiers find files, folders and the sources of emitted names', async () => {
  const resolve = await resolving(
    {
      'src/a.ts': ts,
      'src/view.tsx': ts,
      'src/old.js': ts,
      'src/esm.mts': ts,
      'src/common.cts': ts,
      'src/both.ts': ts,
      'src/both/index.ts': ts,
      'src/folder/index.ts': ts,
      'src/data.json': {},
      'src/order.service.ts': ts,
      'src/types.d.ts': ts,
      'src/view.vue': '<template/>',
      'src/style.css': '',
      'index.ts': ts,
    },
    'src/main.ts',
  );

  expect(
    Object.fromEntries(
      [
        './a',
        './a.ts',
        './a.js',
        './view.jsx',
        './view.js',
        './view',
        './old',
        './old.js',
        './esm.mjs',
        './common.cjs',
        './both',
        './both/',
        './folder',
        './folder/',
        './folder/index.js',
        './data.json',
        './data',
        './order.service',
        './order.service.js',
        './types',
        './view.vue',
        './style.css?inline',
        '!!raw-loader!./style.css',
        '..',
        '../',
        '.',
        './none',
        './none.svg',
        '../../x',
        '/etc/passwd',
      ].map((specifier) => [specifier, resolve(specifier)]),
    ),
  ).toEqual({
    './a': 'src/a.ts',
    './a.ts': 'src/a.ts',
    './a.js': 'src/a.ts',
    './view.jsx': 'src/view.tsx',
    './view.js': 'src/view.tsx',
    './view': 'src/view.tsx',
    './old': 'src/old.js',
    './old.js': 'src/old.js',
    './esm.mjs': 'src/esm.mts',
    './common.cjs': 'src/common.cts',
    './both': 'src/both.ts',
    './both/': 'src/both/index.ts',
    './folder': 'src/folder/index.ts',
    './folder/': 'src/folder/index.ts',
    './folder/index.js': 'src/folder/index.ts',
    './data.json': 'asset src/data.json',
    './data': 'asset src/data.json',
    './order.service': 'src/order.service.ts',
    './order.service.js': 'src/order.service.ts',
    './types': 'src/types.d.ts',
    './view.vue': 'asset src/view.vue',
    './style.css?inline': 'asset src/style.css',
    '!!raw-loader!./style.css': 'asset src/style.css',
    '..': 'index.ts',
    '../': 'index.ts',
    '.': 'unresolved missing',
    './none': 'unresolved missing',
    './none.svg': 'unresolved asset',
    '../../x': 'unresolved outside',
    '/etc/passwd': 'unresolved outside',
  });
});

test('bare specifiers are built-in modules or packages', async () => {
  const resolve = await resolving({}, 'src/main.ts');

  expect(
    [
      'fs',
      'node:fs',
      'fs/promises',
      'node:test',
      'lodash',
      'lodash/fp',
      '@nestjs/common/x',
      '__proto__',
      '',
    ].map(resolve),
  ).toEqual([
    'builtin fs',
    'builtin fs',
    'builtin fs/promises',
    'builtin test',
    'external lodash',
    'external lodash',
    'external @nestjs/common',
    'external __proto__',
    'external ',
  ]);
});

test('a package that names itself as a workspace is itself', async () => {
  const resolve = await resolving(
    {
      'package.json': { workspaces: ['packages/*'] },
      'packages/shared/package.json': { name: 'shared', dependencies: { shared: 'workspace:*' } },
      'packages/shared/validators.ts': ts,
      'packages/app/package.json': { name: 'app' },
    },
    'packages/app/main.ts',
  );

  expect(resolve('shared/validators')).toBe('packages/shared/validators.ts');
});

test('what version control leaves out counts as generated', async () => {
  const resolve = await resolving({ '.gitignore': 'src/client/\n*.local.ts\n' }, 'src/main.ts');

  expect(['./client', './client/models', './env.local', './other'].map(resolve)).toEqual([
    'unresolved generated',
    'unresolved generated',
    'unresolved generated',
    'unresolved missing',
  ]);
});

test('a link inside the repository is another name for the file', async () => {
  const root = temporaryRepository({ 'src/main.ts': ts, 'lib/money.ts': ts, 'lib/a/b.ts': ts });
  symlinkSync('../lib', join(root, 'src/linked'));
  symlinkSync('../lib/money.ts', join(root, 'src/cash.ts'));
  symlinkSync('.', join(root, 'src/self'));
  symlinkSync('/etc', join(root, 'src/outside'));
  const resolve = await resolverOf(root);

  expect(
    [
      './linked/money',
      './linked/a/b',
      './cash',
      './self/main',
      './self/self/self/main',
      './outside/passwd',
    ].map((specifier) => spell(resolve('src/main.ts', specifier))),
  ).toEqual([
    'lib/money.ts',
    'lib/a/b.ts',
    'lib/money.ts',
    'src/main.ts',
    'src/main.ts',
    'unresolved missing',
  ]);
});

test('paths that climb out of the repository lead nowhere', async () => {
  const resolve = await resolving(
    {
      'tsconfig.json': {
        compilerOptions: { baseUrl: '../../..', paths: { '*': ['../../../*'], '@out/*': ['../../../../*'] } },
        references: [{ path: '../../..' }],
      },
      'package.json': { workspaces: ['../../*', 'packages/*'] },
      'packages/a/package.json': {
        name: 'a',
        main: '../../../etc/passwd',
        exports: { './x': '../../../../x' },
      },
    },
    'src/main.ts',
  );

  expect(['etc/passwd', '@out/etc/passwd', 'a', 'a/x'].map(resolve)).toEqual([
    'external etc',
    'unresolved outside',
    'unresolved missing',
    'unresolved missing',
  ]);
});

test('names of object members are names like any other', async () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];
  const files = Object.fromEntries(names.map((name) => [`src/${name}.ts`, ts]));
  const resolve = await resolving(
    {
      ...files,
      'package.json':
        '{"name":"constructor","__proto__":{"polluted":1},"imports":{"__proto__":"./x"},"exports":{"__proto__":"./y"}}',
      'tsconfig.json': '{"compilerOptions":{"paths":{"__proto__":["./src/*"],"constructor":["./none"]}}}',
    },
    'src/main.ts',
  );

  expect(names.map((name) => resolve(`./${name}`))).toEqual(names.map((name) => `src/${name}.ts`));
  expect(names.slice(1).map((name) => resolve(name))).toEqual([
    'src/main.ts',
    'external hasOwnProperty',
    'external toString',
    'external valueOf',
  ]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a specifier longer than any path is not taken apart', async () => {
  const resolve = await resolving({ '.gitignore': 'x/\n' }, 'src/main.ts');

  expect(['./' + 'a/'.repeat(40_000), 'a/'.repeat(40_000)].map(resolve)).toEqual([
    'unresolved missing',
    'unresolved missing',
  ]);
});

test('any specifier gets an answer, the same each time', async () => {
  const resolve = await resolverOf(
    temporaryRepository({
      'package.json': { name: 'app', imports: { '#*': './src/*' }, exports: { './*': './dist/*.js' } },
      'tsconfig.json': { compilerOptions: { baseUrl: '.', paths: { 'a*b': ['src/*'], '@/*': ['*'] } } },
      '.gitignore': 'src\n*.local.*\n!/x\n',
      'src/.gitignore': 'a*\n',
      'main.ts': ts,
    }),
  );
  const part = fc.oneof(
    fc.constantFrom('.', '..', '/', '@', '#', '*', '?', '!', '\0', 'app', 'src', 'main'),
    fc.string(),
  );

  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const specifier = parts.join('/');
      const first = resolve('main.ts', specifier);
      expect(resolve('main.ts', specifier)).toEqual(first);
      expect(first.kind !== 'internal' || first.path === 'main.ts').toBe(true);
    }),
  );
});
