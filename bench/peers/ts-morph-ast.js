// Parses every file with ts-morph and reads its import declarations: no checker, no resolution.
//   node ts-morph-ast.js ROOT FILE_LIST
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'ts-morph';

const [root, listFile] = process.argv.slice(2);
const project = new Project({
  skipAddingFilesFromTsConfig: true,
  skipFileDependencyResolution: true,
  skipLoadingLibFiles: true,
  compilerOptions: { allowJs: true },
});
const files = JSON.parse(readFileSync(listFile, 'utf8'));
let imports = 0;
for (const file of files) {
  const source = project.addSourceFileAtPath(join(root, file));
  imports += source.getImportDeclarations().length + source.getExportDeclarations().length;
}
console.log(JSON.stringify({ files: files.length, imports }));
