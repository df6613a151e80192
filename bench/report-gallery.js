// Reports of real monoliths, with a picture of each, to look at. Checkouts are read and never run.
//   npm run build && node bench/report-gallery.js OUT ../medusa ../ever-gauzy ../nocobase
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium, launchChromium } from '../test/browser/launch-chromium.js';

const cli = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const [out, ...roots] = process.argv.slice(2);
if (!out || roots.length === 0) throw new Error('usage: report-gallery.js OUT MONOLITH...');

const chromium = findChromium();
const browser = chromium ? await launchChromium(chromium) : undefined;
console.log('| monolith | modules | services | verdict | analyse s | report kB | one file with |');
console.log('| --- | ---: | ---: | --- | ---: | ---: | --- |');
for (const root of roots)
  console.log(await report(resolve(root), join(resolve(out), basename(resolve(root)))));
await browser?.close();

async function report(root, folder) {
  mkdirSync(folder, { recursive: true });
  const analysis = join(folder, 'analysis.json');
  const start = performance.now();
  run(['analyze', root, '--out', analysis]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const page = join(folder, 'report.html');
  run(['report', analysis, '--out', page]);
  run(['report', analysis, '--format', 'all', '--out', folder]);
  const pictures = browser ? await photograph(pathToFileURL(page).href, folder) : 'no pictures: no Chromium';
  const { modules, decompositions, verdict } = JSON.parse(readFileSync(analysis, 'utf8'));
  const services = decompositions.find(({ granularity }) => granularity === 'recommended')?.services.length;
  const size = Math.ceil(statSync(page).size / 1000);
  return `| ${basename(root)} | ${modules.length} | ${services} | ${verdict.advice} | ${seconds} | ${size} | ${pictures} |`;
}

function run(argv) {
  execFileSync(process.execPath, [cli, ...argv], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Every view that the page offers, light and dark, and the page on a narrow screen. */
async function photograph(url, folder) {
  let count = 0;
  for (const [scheme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    await page.goto(url);
    await page.waitForSelector('body.is-live');
    const views = await page.locator('nav[aria-label="Views"] a').allInnerTexts();
    for (const view of views) {
      const name = view.split('\n')[0].trim();
      await page.getByRole('link', { name, exact: false }).first().click();
      await page.waitForTimeout(400); // A picture for people: drawings settle over a few frames.
      await page.screenshot({ path: join(folder, `${name.replace(/\W+/gu, '-')}-${scheme}-${width}.png`) });
      count++;
    }
    await page.close();
  }
  return `${count} pictures`;
}
