// Runs dependency-cruiser with the rules that a plan compiles to, on the files of an analysis; prints the violations,
// and what it saw and could not resolve.
//   node cruise-rules.js INPUT.json      { root, modules, rules }
import { readFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const { root, modules, rules } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.chdir(root);
const { tsConfig, compilerOptions } = configuration();
const result = await cruise(
  modules,
  {
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    ruleSet: { forbidden: rules, ...(tsConfig ? { options: { tsConfig: { fileName: tsConfig } } } : {}) },
  },
  { extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts'] },
  compilerOptions ? { tsConfig: compilerOptions } : {},
);
const wanted = new Set(modules);
const pairs = result.output.summary.violations
  .filter(({ from, to }) => wanted.has(from) && wanted.has(to))
  .map(({ from, to }) => `${from} → ${to}`);
const unresolved = result.output.modules.flatMap(({ source, dependencies }) =>
  dependencies.flatMap(({ couldNotResolve, module }) => (couldNotResolve ? [[source, module]] : [])),
);
console.log(JSON.stringify({ pairs: [...new Set(pairs)], unresolved }));

function configuration() {
  for (const name of ['tsconfig.json', 'tsconfig.base.json']) {
    try {
      return { tsConfig: name, compilerOptions: extractTSConfig(name) };
    } catch {
      // Its `extends` names an absent file; dependency-cruiser would end here.
    }
  }
  return {};
}
