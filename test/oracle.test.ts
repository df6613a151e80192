import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, expect, test } from 'vitest';
import { type Analysis, analyze } from '../analyzer/index.ts';

const here = process.cwd();
afterEach(() => process.chdir(here));

/** Every fixture is a repository of its own: a folder with a package.json. */
const fixtures = ['fixtures', 'fixtures/frameworks']
  .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []))
  .filter((folder) => existsSync(`${folder}/package.json`))
  .sort();

test.each(fixtures)('our edges are those of dependency-cruiser, pair for pair: %s', async (fixture) => {
  const { analysis } = await analyze(fixture, { cache: false, commits: 0 }, quiet());
  const files = analysis.modules.map(({ id }) => id);

  const ours = importPairs(analysis);
  const theirs = await cruisedPairs(resolve(fixture), files);

  expect(ours).toEqual(theirs);
});

const IMPORTS: ReadonlySet<string> = new Set(['value', 'type', 'dynamic', 'require', 'reexport']);

/** What specifiers name, before names are followed through barrels. */
function importPairs({ dependencies }: Analysis): string[] {
  const pairs = dependencies
    .filter(({ kind }) => IMPORTS.has(kind))
    .map(({ from, to, via }) => `${from} → ${via ?? to}`);
  return [...new Set(pairs)].sort();
}

async function cruisedPairs(root: string, files: readonly string[]): Promise<string[]> {
  process.chdir(root);
  const options: ICruiseOptions = {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
  };
  const configured = existsSync('tsconfig.json');
  const { output } = await cruise(
    [...files],
    configured ? { ...options, tsConfig: { fileName: 'tsconfig.json' } } : options,
    {},
    configured ? { tsConfig: extractTSConfig('tsconfig.json') } : {},
  );
  const wanted = new Set(files);
  const pairs = (output as ICruiseResult).modules
    .filter(({ source }) => wanted.has(source))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved] as const))
    .filter(([source, resolved]) => wanted.has(resolved) && source !== resolved)
    .map(([source, resolved]) => `${source} → ${resolved}`);
  return [...new Set(pairs)].sort();
}

function quiet() {
  return { epoch: () => 0, now: () => 0, signal: new AbortController().signal, onProgress: () => undefined };
}

test('the oracle has something to say', async () => {
  const { analysis } = await analyze('fixtures/bookshop', { cache: false, commits: 0 }, quiet());

  expect(importPairs(analysis).length).toBeGreaterThan(200);
});
