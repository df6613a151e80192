import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { readCode } from '../analyzer/index.ts';
import { temporaryFolder } from './temporary-repository.ts';
import { assignModules, cruiserRules, findBreaches, readPlan } from '../plan/index.ts';

const IMPORTS = new Set(['value', 'type', 'dynamic', 'require', 'reexport']);
const ROOT = resolve('fixtures/bookshop');
const CRUISER = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

test('our check finds on the bookshop what dependency-cruiser finds by the printed rules, pair for pair', async () => {
  const host = {
    epoch: Date.now,
    now: () => 0,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  const evidence = await readCode(ROOT, { cache: false, data: false }, host);
  const modules = evidence.modules.map(({ id }) => id);
  const folders = [
    ...new Set(
      modules.map((id) => id.split('/').slice(0, 2).join('/')).filter((path) => !path.endsWith('.ts')),
    ),
  ].sort();
  const services = Object.fromEntries(
    folders.map((path) => [
      path.split('/')[1]?.toLowerCase() ?? '',
      { modules: [path.replace('src/', '**/') + '/**'] },
    ]),
  );
  const plan = readPlan(JSON.stringify({ version: 1, services }));

  // Dependency-cruiser judges the file that an import names, not the one behind a barrel.
  const dependencies = evidence.dependencies
    .filter(({ kind }) => IMPORTS.has(kind))
    .map((dependency) => ({ ...dependency, to: dependency.via ?? dependency.to, names: [] }));
  const breaches = findBreaches({ ...evidence, dependencies }, plan, assignModules(plan, modules));
  const ours = breaches
    .filter(({ kind }) => kind === 'crossing')
    .map(({ module, target }) => `${module} → ${target ?? ''}`);

  const config = join(temporaryFolder(), 'rules.json');
  const options = {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    tsConfig: { fileName: 'tsconfig.json' },
  };
  writeFileSync(config, JSON.stringify({ forbidden: cruiserRules(plan), options }));
  const { stdout } = spawnSync(
    process.execPath,
    [CRUISER, '--config', config, '--output-type', 'json', ...modules],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  const { summary } = JSON.parse(stdout) as ICruiseResult;
  const theirs = summary.violations.map(({ from, to }) => `${from} → ${to}`);

  expect(ours.length).toBeGreaterThan(20);
  expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
});
