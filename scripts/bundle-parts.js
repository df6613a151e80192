// Puts a package that one file needs into that file: the reader of Prisma's schema. (Ink and React: bundle-screen.js.) A user is
// spared packages most of which is never loaded. See docs/decisions/051-bundled-parts.md.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The file that imports the package. What else it imports is left where it is. */
const entry = 'analyzer/evidence/extractors/schemas/prisma-parser.ts';

export function bundleParts() {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${entry.replace(/\.ts$/u, '.js')}`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
    // Packages in CommonJS still call require for what is built into Node.js.
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
    },
    plugins: [{ name: 'ours-stay-outside', setup: leaveOurs }],
  });
}

function leaveOurs(parts) {
  parts.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
    if (kind === 'entry-point' || resolveDir.includes('node_modules')) return undefined;
    return { path: path.replace(/\.tsx?$/u, '.js'), external: true };
  });
}
