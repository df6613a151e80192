import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Put in by the bundler of the single file, in which nothing lies beside the code. */
declare const BANYAN_DASHBOARD: PageParts | undefined;

/** The page's own code and style, as the build bundled them. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

export interface DashboardPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page as this build carries it; `undefined` where the package was not built. */
export function loadPage(): DashboardPage | undefined {
  const carried = typeof BANYAN_DASHBOARD === 'object' ? BANYAN_DASHBOARD : readParts();
  return carried && renderPage(carried);
}

function readParts(): PageParts | undefined {
  try {
    return JSON.parse(readFileSync(new URL('./page.json', import.meta.url), 'utf8')) as PageParts;
  } catch {
    return undefined;
  }
}

/**
 * One document that asks for nothing else. It holds no data and no secret: everything comes from the API, to which the
 * script gives the token. Only this script and this style run, by their hashes, and nothing may frame the page.
 */
export function renderPage({ script, style }: PageParts): DashboardPage {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Banyan proxy</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="dashboard"></div>
<noscript><p>This page draws live numbers and needs JavaScript. Without it: <code>banyan routes status</code>.</p></noscript>
<script>${script}</script>
</body>
</html>
`;
  return { html, headers: { ...HEADERS, 'content-security-policy': policyOf({ script, style }) } };
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

function policyOf({ script, style }: PageParts): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
