import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, expect, test } from 'vitest';
import { resolverOf, spell, ts } from './resolving.ts';
import { temporaryRepository } from './temporary-repository.ts';

const here = process.cwd();
afterEach(() => process.chdir(here));

/** Traps that dependency-cruiser can follow too: it needs an intact tsconfig, and files that are built. */
const traps = {
  'paths, baseUrl of the child, and fallbacks': {
    'tsconfig.base.json': {
      compilerOptions: { paths: { '@lib/*': ['lib/*'], exact: ['none', 'lib/exact.ts'] } },
    },
    'tsconfig.json': { extends: './tsconfig.base.json', compilerOptions: { baseUrl: './src' } },
    'src/main.ts': "import '@lib/money'; import 'exact'; import 'lib/exact'; import 'lodash'; import 'fs';",
    'src/lib/money.ts': ts,
    'src/lib/exact.ts': ts,
    'lib/money.ts': ts,
  },
  'paths without baseUrl, the longest wildcard, a bare star': {
    'tsconfig.json': {
      compilerOptions: { paths: { '@/*': ['./src/*'], '@/core/*': ['./core/*'], '*': ['./other/*'] } },
    },
    'src/main.ts': "import '@/a'; import '@/core/b'; import 'c/d'; import '@/none';",
    'src/a.ts': ts,
    'core/b.ts': ts,
    'src/core/b.ts': ts,
    'other/c/d.ts': ts,
  },
  'extensions, folders and data': {
    'tsconfig.json': { compilerOptions: { module: 'nodenext', resolveJsonModule: true } },
    'src/main.ts': [
      "import './a.js'; import './view.jsx'; import './view'; import './esm.mjs'; import './common.cjs';",
      "import './folder'; import './folder/'; import './folder/index.js'; import './data.json'; import '..';",
      "import './order.service'; import './old'; import './none'; export * from './a'; import type { x } from './types';",
      "const lazy = import('./lazy'); const old = require('./required'); type T = import('./inline').T;",
    ].join('\n'),
    ...Object.fromEntries(
      [
        'a.ts',
        'view.tsx',
        'esm.mts',
        'common.cts',
        'folder/index.ts',
        'order.service.ts',
        'old.js',
        'types.d.ts',
      ]
        .concat(['lazy.ts', 'required.ts', 'inline.ts', '../index.ts'])
        .map((name) => [`src/${name}`, ts]),
    ),
    'src/data.json': {},
  },
};

test.each(Object.entries(traps))('resolves as dependency-cruiser does: %s', async (_name, files) => {
  const root = temporaryRepository(files);
  const resolve = await resolverOf(root);

  const cruised = await cruisedFrom(root, 'src/main.ts');

  expect(cruised.length).toBeGreaterThan(3);
  expect(cruised.map(([specifier]) => [specifier, fold(spell(resolve('src/main.ts', specifier)))])).toEqual(
    cruised,
  );
});

/** Specifiers of a module with the path that dependency-cruiser gives them. */
async function cruisedFrom(root: string, module: string): Promise<[specifier: string, path: string][]> {
  process.chdir(root);
  const options: ICruiseOptions = {
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    tsConfig: { fileName: 'tsconfig.json' },
  };
  const { output } = await cruise([module], options, {}, { tsConfig: extractTSConfig('tsconfig.json') });
  const { dependencies = [] } =
    (output as ICruiseResult).modules.find(({ source }) => source === module) ?? {};
  return dependencies.map((one) => [
    one.module,
    one.coreModule || one.couldNotResolve ? 'no file of the repository' : one.resolved,
  ]);
}

/** Only where it leads matters here, not what kind of file it is or why there is none. */
function fold(spelled: string): string {
  return /^(?:external|builtin|unresolved) /.test(spelled)
    ? 'no file of the repository'
    : spelled.replace('asset ', '');
}
