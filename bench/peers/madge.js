// Builds the file graph with madge:  node madge.js ROOT FILE_LIST
import { readFileSync } from 'node:fs';
import madge from 'madge';

const [root, listFile] = process.argv.slice(2);
process.chdir(root); // madge finds aliases only when it runs in the root.
const files = JSON.parse(readFileSync(listFile, 'utf8'));
const result = await madge(files, {
  baseDir: root,
  tsConfig: 'tsconfig.json',
  fileExtensions: ['ts', 'tsx', 'js', 'jsx', 'mts', 'cts', 'mjs', 'cjs'],
  detectiveOptions: { ts: { mixedImports: true }, tsx: { mixedImports: true } },
});
const wanted = new Set(files);
let edges = 0;
for (const [from, targets] of Object.entries(result.obj())) {
  if (wanted.has(from)) edges += targets.filter((target) => wanted.has(target)).length;
}
console.log(JSON.stringify({ files: files.length, edges }));
