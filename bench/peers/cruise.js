// Cruises a list of files with dependency-cruiser and prints, or saves, the edges inside the list.
//   node cruise.js ROOT FILE_LIST default|tuned [EDGES_OUT]
// `default` is what `depcruise` does; `tuned` leaves out the analyses that nobody asked for.
import { readFileSync, writeFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const [root, listFile, mode, edgesOut] = process.argv.slice(2);
process.chdir(root);
const files = JSON.parse(readFileSync(listFile, 'utf8'));
const { tsConfig, compilerOptions } = configuration();
const result = await cruise(
  files,
  {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    ...(mode === 'tuned' ? { skipAnalysisNotInRules: true } : {}),
    ...(tsConfig ? { tsConfig: { fileName: tsConfig } } : {}),
  },
  { extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts'] },
  compilerOptions ? { tsConfig: compilerOptions } : {},
);
const wanted = new Set(files);
const edges = new Set();
const unresolved = [];
for (const { source, dependencies } of result.output.modules) {
  if (!wanted.has(source)) continue;
  for (const { resolved, couldNotResolve, module } of dependencies) {
    if (wanted.has(resolved) && resolved !== source) edges.add(JSON.stringify([source, resolved]));
    else if (couldNotResolve) unresolved.push([source, module]);
  }
}
console.log(JSON.stringify({ files: files.length, edges: edges.size, unresolved: unresolved.length }));
if (edgesOut)
  writeFileSync(edgesOut, JSON.stringify({ edges: [...edges].sort((a, b) => (a < b ? -1 : 1)), unresolved }));

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
