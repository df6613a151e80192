// Bundles the commands that run on every change of a codebase, with what they use of our own rooms and of packages, and puts a
// door in place of what tsc made of them: loading five hundred modules one by one takes a third of a second, of a handful a tenth
// of that. See docs/decisions/051-bundled-parts.md.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(root, 'dist');
const outdir = resolve(dist, 'cli/bundled');
/** The command line itself, and the commands that are bundled. */
const entries = [
  'cli/bin.ts',
  'cli/analyze/run-analyze.ts',
  'cli/check/run-check.ts',
  'cli/check/run-baseline.ts',
];

export async function bundleCommands() {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map((path) => [nameOf(path), path])),
    outdir,
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    mainFields: ['module', 'main'], // Of packages that carry both, the modules.
    minifySyntax: true,
    minifyWhitespace: true, // Names stay, so that a stack can be read.
    legalComments: 'linked',
    logLevel: 'warning',
    // Bundled CommonJS packages still call require for built-in modules.
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
    },
    plugins: [{ name: 'our-rooms', setup: leaveOut }],
  });
  for (const path of entries) writeDoor(path);
}

/** Zod carries its messages in fifty languages. */
const ENGLISH = "export { default as en } from './en.js';";

/** What looks for files beside itself, and what is loaded only when it is needed, stays where tsc put it. */
function leaveOut(bundle) {
  bundle.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: ENGLISH }));
  bundle.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind }) => {
    const file = resolve(resolveDir, path);
    if (file.includes('/node_modules/') || kind === 'entry-point') return undefined;
    if (kind !== 'dynamic-import' && !readsBesideItself(file)) return { path: file, sideEffects: false };
    const source = relative(root, file);
    const place = entries.includes(source) ? `./${nameOf(source)}.js` : relative(outdir, builtOf(source));
    return { path: place, external: true };
  });
  bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind, resolveDir }) =>
    kind === 'dynamic-import' && !resolveDir.includes('/node_modules/')
      ? { path, external: true }
      : undefined,
  );
}

function readsBesideItself(file) {
  return readFileSync(file, 'utf8').includes('import.meta.url');
}

function writeDoor(path) {
  const built = builtOf(path);
  const up = relative(dirname(built), dirname(outdir)) || '.';
  const start = path === 'cli/bin.ts' ? '#!/usr/bin/env node\n' : '';
  writeFileSync(built, `${start}export * from '${up}/bundled/${nameOf(path)}.js';\n`);
}

function builtOf(path) {
  return resolve(dist, path).replace(/\.tsx?$/u, '.js');
}

function nameOf(path) {
  return basename(path, '.ts');
}
