// Bundles what `banyan demo` runs into dist/demo, so that a user installs neither Express nor a database for it.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const out = 'dist/demo';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: {
    bookshop: 'fixtures/demo/monolith/main.ts',
    orders: 'fixtures/demo/orders/main.ts',
    shoppers: 'fixtures/demo/shoppers/main.ts',
  },
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  external: ['bufferutil', 'utf-8-validate'], // Native helpers that ws can do without.
  // Bundled CommonJS packages still call require for built-in modules, and the database looks for its file beside it.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; import { dirname as dirnameHere } from 'node:path'; import { fileURLToPath as fileHere } from 'node:url'; const require = createRequireHere(import.meta.url); const __filename = fileHere(import.meta.url); const __dirname = dirnameHere(__filename);",
  },
});
const sqlite = createRequire(import.meta.url).resolve('node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm');
copyFileSync(sqlite, `${out}/node-sqlite3-wasm.wasm`);
