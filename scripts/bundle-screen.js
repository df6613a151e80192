// Bundles the planning screen and the thread beside it, in place of what tsc made of them: some 600 modules of ours, Ink and React
// become a handful of files. Loading them one by one takes longer than reading the analysis of 8,000 modules.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = resolve(root, 'dist/cli/tui/app');

export async function bundleScreen() {
  for (const name of readdirSync(outdir)) if (name.startsWith('screen-')) rmSync(resolve(outdir, name));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      'run-screen': 'cli/tui/app/run-screen.ts',
      'desk-worker': 'cli/tui/desk/desk-worker.ts', // Beside the screen, which starts it from there.
    },
    outdir,
    chunkNames: 'screen-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    jsx: 'automatic',
    // React's own checks cost as much as the rest of a frame; where DEV is set Ink loads tools of its developers.
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    minifySyntax: true,
    minifyWhitespace: true, // Names stay, so that a stack can be read.
    legalComments: 'linked',
    logLevel: 'warning',
    logOverride: { 'assign-to-define': 'silent' }, // Run from source it is set at run time.
    metafile: true,
    // Bundled CommonJS packages still call require for built-in modules.
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
    },
    plugins: [{ name: 'our-rooms', setup: leaveCommandsOut }],
  });
  refuseOwnPlaces(metafile);
}

/** Zod carries its messages in fifty languages. */
const ENGLISH = "export { default as en } from './en.js';";

/** Commands that the screen starts stay where they are; of everything else only what is used comes along. */
function leaveCommandsOut(bundle) {
  bundle.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: ENGLISH }));
  bundle.onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({ path: 'node:util', external: true }));
  bundle.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind }) => {
    const file = resolve(resolveDir, path);
    if (file.includes('/node_modules/')) return undefined;
    const isCommand = kind === 'dynamic-import' && !file.includes('/cli/tui/');
    if (!isCommand) return { path: file, sideEffects: file.endsWith('desk-worker.ts') };
    const built = resolve(root, 'dist', relative(root, file)).replace(/\.tsx?$/u, '.js');
    return { path: relative(outdir, built), external: true };
  });
}

/** A module that looks for files beside itself would look in the wrong folder. */
function refuseOwnPlaces({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs: of }) =>
    Object.entries(of).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  for (const file of inputs) {
    const isOurs = !file.includes('node_modules/') && !file.endsWith('worker-desk.ts');
    if (isOurs && readFileSync(resolve(root, file), 'utf8').includes('import.meta.url'))
      throw new Error(`${file} reads files beside itself, and cannot be part of the bundle of the screen.`);
  }
}
