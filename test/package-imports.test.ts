import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const doors = ['analyzer', 'plan', 'proxy', 'reports'].map((door) => `dist/${door}/index.js`);
const entries = ['dist/cli/bin.js', 'dist/analyzer/evidence/reading/fact-worker.js', ...doors];

test('what ships imports its dependencies, each of them, and nothing else', () => {
  expect([...packagesReachedFrom(entries)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
});

/** Names of the packages that the files, and all that they import, import by name. */
function packagesReachedFrom(files: readonly string[]): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const specifier of specifiersIn(readFileSync(file, 'utf8'))) {
      if (specifier.startsWith('.')) open.push(...scriptAt(join(dirname(file), specifier)));
      else if (isPackage(specifier)) packages.add(/^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier);
    }
  }
  return packages;
}

function scriptAt(path: string): string[] {
  return existsSync(path) && /\.m?js$/u.test(path) ? [path] : [];
}

function isPackage(specifier: string): boolean {
  return /^[@a-z]/u.test(specifier) && !specifier.startsWith('node:') && !builtinModules.includes(specifier);
}

/** Import declarations at the start of a line or of a minified statement, re-exports, and `import()` of a constant; and workers' files. */
function specifiersIn(text: string): string[] {
  const from = /(?:^|[;}\n])(?:import|export)[^;'"()]*?from ?["']([^"'\n]+)["']/gu;
  const bare = /(?:^|[;}\n])import ?["']([^"'\n]+)["']/gu;
  const dynamic = /\bimport\(["']([^"'\n]+)["']\)/gu;
  const url = /new URL\(["'](\.[^"'\n]+\.js)["'], ?import\.meta\.url\)/gu;
  return [from, bare, dynamic, url].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, specifier = '']) => specifier),
  );
}
