import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import walls from '../.dependency-cruiser.mjs';

let house: string;
const here = process.cwd();

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'walls-'));
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  writeFileSync(
    join(house, 'package.json'),
    JSON.stringify({ type: 'module', devDependencies: { vitest: '1' } }),
  );
});

afterEach(() => {
  process.chdir(here);
  rmSync(house, { recursive: true });
});

/** Each breach is planted as files of an otherwise empty house: path → text. */
const breaches: Record<string, Record<string, string>> = {
  'no-cycles': { 'plan/a.ts': "import './b.ts';", 'plan/b.ts': "import './a.ts';" },
  'through-the-front-door': { 'cli/a.ts': "import '../analyzer/graph/b.ts';", 'analyzer/graph/b.ts': '' },
  'nothing-imports-cli': { 'plan/a.ts': "import '../cli/main.ts';", 'cli/main.ts': '' },
  'proxy-stands-alone': { 'proxy/a.ts': "import '../analyzer/index.ts';", 'analyzer/index.ts': '' },
  'what-if-runs-in-a-page': { 'what-if/a.ts': "import 'node:fs';" },
  'what-if-by-its-door': { 'cli/a.ts': "import '../what-if/grid.ts';", 'what-if/grid.ts': '' },
  'the-page-runs-in-a-browser': { 'reports/browser/a.ts': "import 'node:crypto';" },
  'reports-are-pure': { 'reports/a.ts': "import '../proxy/index.ts';", 'proxy/index.ts': '' },
  'plan-takes-types-only': { 'plan/a.ts': "import '../analyzer/index.ts';", 'analyzer/index.ts': '' },
  'model-imports-nothing': { 'analyzer/model/a.ts': "import 'zod';" },
  'stages-look-back-only': { 'analyzer/graph/a.ts': "import '../analyze.ts';", 'analyzer/analyze.ts': '' },
  'reading-precedes-judging': {
    'analyzer/evidence/a.ts': "import '../score/b.ts';",
    'analyzer/score/b.ts': '',
  },
  'ts-morph-where-code-is-read': { 'cli/a.ts': "import 'ts-morph';" },
  'linking-loads-no-compiler': { 'analyzer/evidence/link/a.ts': "import 'ts-morph';" },
  'graphology-where-graphs-are-cut': { 'analyzer/score/a.ts': "import 'graphology';" },
  'disk-leans-on-nothing': { 'disk/a.ts': "import '../plan/index.ts';", 'plan/index.ts': '' },
  'words-lean-on-nothing': { 'words/a.ts': "import 'node:fs';" },
  'io-at-the-edges': { 'analyzer/score/a.ts': "import 'node:fs';" },
  'no-development-code-in-production': { 'plan/a.ts': "import '../bench/b.ts';", 'bench/b.ts': '' },
  'no-development-dependency-in-production': { 'plan/a.ts': "import 'vitest';" },
};

test.each(Object.entries(breaches))('%s stands', async (rule, files) => {
  expect(await brokenRules(files)).toContain(rule);
});

test('every wall has a planted breach and a comment', () => {
  const rules = walls.forbidden ?? [];

  expect(rules.map(({ name }) => name)).toEqual(Object.keys(breaches));
  expect(rules.filter(({ comment }) => !comment)).toEqual([]);
});

test('a house that keeps to its rooms breaks no rule', async () => {
  const files = {
    'analyzer/index.ts': "export * from './graph/a.ts';",
    'analyzer/graph/a.ts': "import 'graphology';",
    'cli/main.ts': "import '../analyzer/index.ts';",
  };

  expect(await brokenRules(files)).toEqual([]);
});

async function brokenRules(files: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), `${text}\nexport {};\n`);
  }
  process.chdir(house);
  const { tsConfig: _ours, ...options } = walls.options ?? {};
  const result = await cruise(
    Object.keys(files).map((path) => dirname(path)),
    { ...options, ruleSet: { forbidden: walls.forbidden ?? [] }, validate: true },
  );
  return (result.output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}
