// Bundles the report's page: dist/reports/page/page.js and page-style.css, which the report command puts into one file.
import { build } from 'esbuild';

await build({
  entryPoints: { page: 'reports/browser/main.tsx', 'page-style': 'reports/browser/style/page.css' },
  outdir: 'dist/reports/page',
  bundle: true,
  minify: true,
  charset: 'utf8',
  format: 'iife',
  target: ['chrome110', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
});
