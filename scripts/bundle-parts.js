// Puts two packages that one file each needs into that file: Ink with React behind the screen, and the reader of Prisma's schema.
// A user is spared some forty packages and 25 MB, most of which is never loaded. See docs/decisions/051-bundled-parts.md.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files that import the packages. What else they import is left where it is. */
const PARTS = [
  { entry: 'cli/tui/app/ink-parts.ts', within: /\/(?:App|SpokenApp)\.tsx$/u },
  { entry: 'analyzer/evidence/extractors/schemas/prisma-parser.ts', within: /^$/u },
];

export async function bundleParts() {
  for (const { entry, within } of PARTS) await bundle(entry, within);
}

function bundle(entry, within) {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${entry.replace(/\.ts$/u, '.js')}`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    jsx: 'automatic',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    // Packages in CommonJS still call require for what is built into Node.js.
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
    },
    plugins: [{ name: 'ours-stay-outside', setup: (parts) => leaveOurs(parts, within) }],
  });
}

function leaveOurs(parts, within) {
  parts.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
    if (kind === 'entry-point' || resolveDir.includes('node_modules') || within.test(path)) return undefined;
    return { path: path.replace(/\.tsx?$/u, '.js'), external: true };
  });
  // Ink's own developer tools, which it loads where DEV is set.
  parts.onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({ path: 'node:util', external: true }));
}
