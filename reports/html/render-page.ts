import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Report } from '../model/report.ts';
import type { PageData } from '../page-data/page-data.ts';
import { markup, Markup } from './markup.ts';
import { renderStatic } from './static/render-static.ts';

/** The page's own code and looks, bundled when the package is built. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

export interface PageInput {
  readonly report: Report;
  readonly data: PageData;
  readonly assets: PageAssets;
}

/**
 * One HTML file that asks for nothing else. Only the script and the style with these hashes run; the data is base64, so no
 * name in it can be read as markup. Without JavaScript the tables below it are the report.
 */
export function renderPage({ report, data, assets }: PageInput): string {
  const script = embeddable(assets.script);
  const style = embeddable(assets.style);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="banyan ${report.tool.version}">
<title>${report.name}: ${report.verdict.headline} · Banyan</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
<div id="app"></div>
<main id="static">${renderStatic(report, data)}</main>
<script type="application/octet-stream" id="data">${new Markup(encode(data))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Code cannot hold what would end or comment out its own element. */
function embeddable(code: string): string {
  return code.replace(/<(?=\/(?:script|style)|!--|script)/giu, String.raw`\x3c`);
}

/** The byte that names the operating system is the only one of a gzip header that differs between machines. */
function encode(data: PageData): string {
  const compressed = gzipSync(JSON.stringify(data), { level: 9 });
  compressed[9] = 255;
  return compressed.toString('base64');
}
