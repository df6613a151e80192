import { expect, test } from 'vitest';

import { resolving, ts } from '../../test/resolving.ts';

test('paths are inherited and relative to the baseUrl that the child sets', async () => {
  const resolve = await resolving(
    {
      'tsconfig.base.json': { compilerOptions: { paths: { '@lib/*': ['lib/*'] } } },
      'client/tsconfig.json': { extends: '../tsconfig.base.json', compilerOptions: { baseUrl: './src' } },
      'client/src/lib/money.ts': ts,
      'lib/money.ts': ts,
    },
    'client/src/main.ts',
  );

  expect(resolve('@lib/money')).toBe('client/src/lib/money.ts');
});

test('without a baseUrl, paths are relative to the file that declares them', async () => {
  const resolve = await resolving(
    {
      'config/base.json': { compilerOptions: { paths: { '@lib/*': ['../lib/*'] } } },
      'tsconfig.json': '// a comment, and a trailing comma\n{ "extends": ["./config/base",], }',
      'lib/money.ts': ts,
    },
    'src/main.ts',
  );

  expect(resolve('@lib/money')).toBe('lib/money.ts');
});

test('${configDir} is the folder of the configuration that is read', async () => {
  const resolve = await resolving(
    {
      'base/tsconfig.json': { compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } },
      'app/tsconfig.json': { extends: '../base/tsconfig.json' },
      'app/src/money.ts': ts,
    },
    'app/src/main.ts',
  );

  expect(resolve('@/money')).toBe('app/src/money.ts');
});

test('an exact key tries its fallbacks in order, and the longest wildcard wins', async () => {
  const resolve = await resolving(
    {
      'tsconfig.json': {
        compilerOptions: {
          baseUrl: '.',
          paths: {
            config: ['config/local', 'config/default'],
            '@app/*': ['app/*'],
            '@app/core/*': ['core/*'],
            '@gen/*': ['generated/*'],
            '@angular/*': ['node_modules/@angular/*'],
            'pre-*-post': ['middle/*'],
          },
        },
      },
      'config/default.ts': ts,
      'core/x.ts': ts,
      'app/core/x.ts': ts,
      'app/core/only.ts': ts,
      'middle/x.ts': ts,
    },
    'src/main.ts',
  );

  expect(
    [
      'config',
      '@app/core/x',
      '@app/core/only',
      '@app/none',
      '@gen/client',
      '@angular/core',
      'pre-x-post',
    ].map(resolve),
  ).toEqual([
    'config/default.ts',
    'core/x.ts',
    'app/core/only.ts',
    'unresolved missing',
    'unresolved generated',
    'external @angular/core',
    'middle/x.ts',
  ]);
});

test('a bare star and baseUrl claim a specifier only where the file exists', async () => {
  const resolve = await resolving(
    {
      'tsconfig.json': {
        compilerOptions: { baseUrl: '.', paths: { '*': ['*', 'types/*', 'node_modules/*'] } },
      },
      'src/money.ts': ts,
      'types/untyped.d.ts': ts,
      'app/index.ts': ts,
    },
    'src/main.ts',
  );

  expect(['src/money', 'app', 'untyped', 'react', 'path'].map(resolve)).toEqual([
    'src/money.ts',
    'app/index.ts',
    'external untyped',
    'external react',
    'builtin path',
  ]);
});

test('a solution file has no paths of its own: its references and the outer files are asked', async () => {
  const resolve = await resolving(
    {
      'tsconfig.json': { compilerOptions: { baseUrl: '.', paths: { '@libs/*': ['libs/*/src'] } } },
      'apps/api/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
      'apps/api/tsconfig.app.json': { compilerOptions: { paths: { '~/*': ['./src/*'] } } },
      'apps/api/src/money.ts': ts,
      'libs/types/src/index.ts': ts,
    },
    'apps/api/src/main.ts',
  );

  expect(['~/money', '@libs/types'].map(resolve)).toEqual([
    'apps/api/src/money.ts',
    'libs/types/src/index.ts',
  ]);
});

test('rootDirs lay folders over each other', async () => {
  const resolve = await resolving(
    {
      'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'templates'] } },
      'templates/views/page.ts': ts,
    },
    'src/views/main.ts',
  );

  expect(resolve('./page')).toBe('templates/views/page.ts');
});

test('jsconfig counts for JavaScript', async () => {
  const resolve = await resolving(
    { 'jsconfig.json': { compilerOptions: { baseUrl: 'src' } }, 'src/lib/money.js': ts },
    'src/main.js',
  );

  expect(resolve('lib/money')).toBe('src/lib/money.js');
});

test('a lost tsconfig is replaced by convention, unless a package of that name is declared', async () => {
  const resolve = await resolving(
    {
      'package.json': { dependencies: { '@/strange': '1', utils: '1' } },
      'src/lib/money.ts': ts,
      'src/utils/x.ts': ts,
      'app/routes/home.ts': ts,
    },
    'src/main.ts',
  );

  expect(
    ['@/lib/money', '~/routes/home', 'src/lib/money', 'lib/money', 'utils/x', '@/none'].map(resolve),
  ).toEqual([
    'src/lib/money.ts',
    'app/routes/home.ts',
    'src/lib/money.ts',
    'src/lib/money.ts',
    'external utils',
    'unresolved missing',
  ]);
});

test('an extends may name a package of the repository', async () => {
  const resolve = await resolving(
    {
      'packages/config/package.json': { name: '@x/config' },
      'packages/config/base.json': { compilerOptions: { baseUrl: '../..' } },
      'app/tsconfig.json': { extends: '@x/config/base.json' },
      'lib/money.ts': ts,
    },
    'app/src/main.ts',
  );

  expect(resolve('lib/money')).toBe('lib/money.ts');
});
