// Pictures of the report and of the proxy's dashboard, light and dark, while the demo stands: `npm run pictures`.
// Needs a Chromium; without one the pictures that are there stay.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium, launchChromium } from '../test/browser/launch-chromium.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
/** No request of the demo takes longer where nothing else runs. */
const CALM_MS = 100;
const VIEWPORT = { width: 1120, height: 700 };

export async function drawPages() {
  const chromium = findChromium();
  if (!chromium)
    return console.error('No Chromium: the pictures of report and dashboard are left as they are.');
  const demo = spawn(process.execPath, [bin, 'demo', '--fast', '--keep'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BETWEEN_MS: '500' }, // Calm enough that latencies are those of the work, not of the queue.
  });
  const places = await placesIn(demo.stdout);
  await banyan('routes', 'set', 'orders.read', 'canary:25', '--admin', places.admin);
  const browser = await launchChromium(chromium);
  try {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: VIEWPORT, colorScheme });
      await drawReport(page, places.report, colorScheme);
      await drawDashboard(page, places.dashboard, colorScheme);
      await page.close();
    }
  } finally {
    await browser.close();
    demo.kill('SIGINT');
    await once(demo, 'exit');
  }
}

async function drawReport(page, file, scheme) {
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('body.is-live');
  await page.getByRole('link', { name: 'Service map' }).first().click();
  await page.waitForTimeout(1000); // Drawings settle over a few frames.
  await save(page, `report-${scheme}`);
}

async function drawDashboard(page, url, scheme) {
  await page.goto(url);
  await page.getByText('orders.read').first().click();
  await page.waitForTimeout(20_000); // Its charts begin when it is opened.
  const slowest = Math.max(...(await latenciesOn(page)));
  if (slowest > CALM_MS)
    return console.error(
      `dashboard-${scheme} is left as it was: with ${slowest} ms the machine is too busy to be shown.`,
    );
  await save(page, `dashboard-${scheme}`);
}

/** What stands there in milliseconds. */
async function latenciesOn(page) {
  const text = await page.locator('body').innerText();
  return [...text.matchAll(/([\d.,]+) (ms|s)\b/gu)].map(
    ([, number, unit]) => Number(number.replace(',', '')) * (unit === 's' ? 1000 : 1),
  );
}

async function save(page, name) {
  const path = join(root, 'docs/pictures', `${name}.png`);
  await page.screenshot({ path });
  console.log(`${path}: ${statSync(path).size} bytes`);
}

/** What the demo says at its end, once everything is left standing. */
async function placesIn(stdout) {
  let said = '';
  for await (const piece of stdout.iterator({ destroyOnReturn: false })) {
    said += piece;
    if (said.includes('Ctrl-C ends it all')) break;
  }
  stdout.resume();
  const [, dashboard] = /dashboard\s+(\S+)/u.exec(said) ?? [];
  const [, report] = /report\s+(\S+\.html)/u.exec(said.slice(said.indexOf('still running'))) ?? [];
  return { dashboard, report, admin: new URL(dashboard).host };
}

async function banyan(...argv) {
  await once(spawn(process.execPath, [bin, ...argv], { stdio: 'ignore' }), 'exit');
}
