// The dashboard's own code and style as two strings, to be carried inside the proxy: { script, style }.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const room = fileURLToPath(new URL('../proxy/admin/dashboard/browser/', import.meta.url));

export async function bundleDashboard() {
  const { outputFiles } = await build({
    entryPoints: [`${room}main.tsx`],
    bundle: true,
    write: false,
    format: 'iife',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    minify: true,
    legalComments: 'inline',
    logLevel: 'warning',
  });
  const charts = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
  const css = readFileSync(charts, 'utf8') + readFileSync(`${room}style.css`, 'utf8');
  const { code } = await transform(css, { loader: 'css', minify: true });
  return { script: outputFiles[0].text.trim(), style: code.trim() };
}
