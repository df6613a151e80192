// Writes THIRD-PARTY-LICENCES.md: what is installed with banyan, and what is bundled into it. A test fails where it is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockedPackages } from './packed.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Development dependencies whose code is in dist/: the demo's applications, the pages, the parser, the screen. */
const BUNDLED = [
  'express',
  'ws',
  'node-sqlite3-wasm',
  'preact',
  'uplot',
  '@ts-morph/common',
  'ink',
  'react',
  '@mrleebo/prisma-ast',
];

export function renderLicences() {
  const locked = lockedPackages();
  const installed = Object.keys(locked).filter((path) => path !== '' && locked[path].dev !== true);
  const bundled = closure(
    BUNDLED.filter((name) => locked[`node_modules/${name}`]),
    locked,
  ).filter((path) => !installed.includes(path));
  return `# Licences of others

Made by \`npm run licences\` from \`package-lock.json\` and the packages' own files. Banyan itself is under the [MIT licence](LICENSE).

## Installed with banyan

${table(installed)}

## Bundled into banyan

The demo's applications, the pages, the parser and the screen hold code of these packages; the full texts stand in \`dist/**/*.LEGAL.txt\` where the
packages mark them.

${table(bundled)}
`;
}

function table(paths) {
  const rows = paths.map(describe).sort((a, b) => (a < b ? -1 : 1));
  return ['| package | version | licence |', '| --- | --- | --- |', ...new Set(rows)].join('\n');
}

function describe(path) {
  const { name, version, license, licenses } = JSON.parse(
    readFileSync(join(root, path, 'package.json'), 'utf8'),
  );
  const said = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
  return `| ${name} | ${version} | ${said ?? (existsSync(join(root, path, 'LICENSE')) ? 'see its LICENSE' : 'none named')} |`;
}

/** The packages and all that they depend on, as Node.js resolves them. */
function closure(names, locked) {
  const found = new Set();
  const open = names.map((name) => `node_modules/${name}`);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const name of Object.keys(locked[path]?.dependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      open.push(locked[nested] ? nested : `node_modules/${name}`);
    }
  }
  return [...found];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'THIRD-PARTY-LICENCES.md'), renderLicences());
}
