// Bundles the proxy into one file without node_modules: dist/proxy.mjs, or the file named.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleDashboard } from './bundle-dashboard.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
await build({
  entryPoints: ['proxy/main.ts'],
  outfile: process.argv[2] ?? 'dist/proxy.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  define: {
    BANYAN_VERSION: JSON.stringify(version),
    BANYAN_DASHBOARD: JSON.stringify(await bundleDashboard()),
  },
  // Bundled CommonJS packages still call require for built-in modules.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
  },
});
