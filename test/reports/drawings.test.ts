import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { label } from '../../reports/text/escape/label.ts';
import { mermaid } from '../../reports/text/formats/mermaid.ts';
import { plantuml } from '../../reports/text/formats/plantuml.ts';
import { systemOf } from '../../reports/text/system/system-of.ts';
import type { System } from '../../reports/text/system/system.ts';
import { describeInChromium } from '../browser/describe-in-chromium.ts';
import { picture } from '../browser/picture.ts';
import { hostileAnalysis } from './hostile-analysis.ts';

const require = createRequire(import.meta.url);
const plantumlFolder = dirname(require.resolve('@plantuml/core/package.json'));
const mermaidScript = join(dirname(require.resolve('mermaid/package.json')), 'dist', 'mermaid.min.js');

const bookshop = systemOf(
  JSON.parse(
    readFileSync(new URL('../../fixtures/bookshop/expected.json', import.meta.url), 'utf8'),
  ) as Analysis,
);

/** Serves the two engines and a page that holds them, from this machine alone. */
async function serveEngines(): Promise<string> {
  const files: Readonly<Record<string, [type: string, body: string]>> = {
    '/': [
      'text/html',
      `<!doctype html><meta charset="utf-8"><title>engines</title><link rel="icon" href="data:,">
       <body id="out"><script src="/mermaid.js"></script><script src="/viz-global.js"></script>
       <script type="module">import * as plantuml from '/plantuml.js';
       Object.assign(window, { plantuml }); mermaid.initialize({ startOnLoad: false });</script>`,
    ],
    '/mermaid.js': ['text/javascript', readFileSync(mermaidScript, 'utf8')],
    '/plantuml.js': ['text/javascript', readFileSync(join(plantumlFolder, 'plantuml.js'), 'utf8')],
    '/viz-global.js': ['text/javascript', readFileSync(join(plantumlFolder, 'viz-global.js'), 'utf8')],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Draws, shows the drawing, and gives back its texts. Rejects where the engine does not understand. */
async function drawMermaid(page: Page, text: string): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const { svg } = await mermaid.render('drawing', ${JSON.stringify(text)});
    document.body.innerHTML = svg;
    return document.body.textContent;
  })()`);
}

async function drawPlantuml(page: Page, text: string): Promise<string> {
  return page.evaluate<string>(`new Promise((resolve, reject) => {
    plantuml.renderToString(${JSON.stringify(text.trimEnd().split('\n'))}, (svg) => {
      document.body.innerHTML = svg;
      const words = [...document.querySelectorAll('svg text')].map((text) => text.textContent);
      resolve(words.join('\\n').replaceAll('\\u00a0', ' '));
    }, reject);
  })`);
}

/** Spaces fall differently in a drawing. */
const bare = (text: string) => text.replace(/\s+/gu, '');

function captions({ services }: System): string[] {
  return services.map(({ name }) => bare(label(name, 60)).replace('…', ''));
}

describeInChromium('drawings', (open) => {
  test('Mermaid draws the bookshop', async () => {
    const { page, requests } = await open(await serveEngines());

    const words = bare(await drawMermaid(page, mermaid.render(bookshop)));

    for (const caption of captions(bookshop)) expect(words).toContain(caption);
    expect(requests.length).toBe(4);
    await picture(page, 'mermaid', true);
  });

  test('Mermaid shows hostile names as text, and nothing else comes of them', async () => {
    const { page, errors, requests } = await open(await serveEngines());
    const law = fc.asyncProperty(hostileAnalysis, async (analysis) => {
      const system = systemOf(analysis);
      const words = bare(await drawMermaid(page, mermaid.render(system)));
      for (const caption of captions(system)) expect(words).toContain(caption.replaceAll('\\', '\u{ff3c}'));
      expect(await page.evaluate('document.querySelectorAll("body script, body img, body a").length')).toBe(
        0,
      );
    });
    await fc.assert(law, { numRuns: 40 });
    expect([errors, requests.length]).toEqual([[], 4]);
  });

  test('PlantUML draws the bookshop', async () => {
    const { page } = await open(await serveEngines());

    const words = bare(await drawPlantuml(page, plantuml.render(bookshop)));

    for (const caption of captions(bookshop)) expect(words).toContain(caption);
    expect(words).not.toMatch(/Syntax Error/iu);
    await picture(page, 'plantuml', true);
  });

  test('PlantUML shows hostile names as text, and asks for no file', async () => {
    const { page, requests } = await open(await serveEngines());
    const law = fc.asyncProperty(hostileAnalysis, async (analysis) => {
      const system = systemOf(analysis);
      const words = bare(await drawPlantuml(page, plantuml.render(system)));
      for (const caption of captions(system)) expect(words).toContain(caption);
      expect(words).not.toMatch(/Syntax Error/iu);
      expect(await page.evaluate('document.querySelectorAll("body script, body img, body a").length')).toBe(
        0,
      );
    });
    await fc.assert(law, { numRuns: 15 });
    expect(requests.length).toBe(4);
  });
});
