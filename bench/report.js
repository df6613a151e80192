// Size of the report, and how soon and how smoothly a browser without a GPU shows it, on a synthetic monolith.
//   npm run build && node bench/report.js [modules dependencies]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium, launchChromium } from '../test/browser/launch-chromium.js';
import { seeded } from './lib/draw.js';

const cli = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const [modules = 10_000, dependencies = 40_000] = process.argv.slice(2).map(Number);
const chromium = findChromium();
if (!chromium) throw new Error('no Chromium: install it, or set BANYAN_CHROMIUM');

const folder = mkdtempSync(join(tmpdir(), 'banyan-report-'));
try {
  const page = writeReport(folder);
  const browser = await launchChromium(chromium);
  const opened = [];
  for (let round = 0; round < 5; round++) opened.push(await open(browser, page));
  const motions = await move(browser, page);
  await browser.close();
  console.log(
    '| modules | dependencies | file kB | analyse s | write s | open ms | motion | frame ms, median | 95th |',
  );
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: |');
  for (const [motion, frames] of motions) {
    const [half, most] = [0.5, 0.95].map((share) => quantile(frames, share).toFixed(0));
    console.log(
      `| ${modules} | ${dependencies} | ${Math.ceil(page.bytes / 1000)} | ${page.analysing} | ${page.writing} | ${quantile(opened, 0.5).toFixed(0)} | ${motion} | ${half} | ${most} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** By the command line, as a user has it: the graph in, the page out. */
function writeReport(root) {
  writeFileSync(join(root, 'graph.json'), JSON.stringify(monolith()));
  const analysing = timed(['analyze', '--graph', 'graph.json', '--out', 'analysis.json']);
  const writing = timed(['report', 'analysis.json', '--out', 'report.html']);
  const file = join(root, 'report.html');
  return { url: pathToFileURL(file).href, bytes: statSync(file).size, analysing, writing };

  function timed(argv) {
    const start = performance.now();
    execFileSync(process.execPath, [cli, ...argv], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    return ((performance.now() - start) / 1000).toFixed(1);
  }
}

/** From the start of the navigation to the first frame after the page is live, in ms. */
async function open(browser, { url }) {
  const tab = await browser.newPage();
  await tab.goto(url, { waitUntil: 'commit' });
  await tab.waitForSelector('body.is-live');
  const elapsed = await tab.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
  );
  await tab.close();
  return elapsed;
}

/** The gaps between frames, in ms, while the map is panned and zoomed with ever more on it. */
async function move(browser, { url }) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await tab.goto(`${url}#map`);
  await tab.waitForSelector('body.is-live canvas');
  const canvas = tab.locator('canvas').first();
  const motions = [];
  for (const [state, layer] of [
    ['services', undefined],
    ['all modules', 'All modules'],
    ['all dependencies', 'Dependencies of modules'],
  ]) {
    if (layer) await tab.getByRole('button', { name: layer }).click();
    await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await canvas.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    motions.push([`pan, ${state}`, await watched(tab, () => pan(tab, x, y))]);
    motions.push([`zoom, ${state}`, await watched(tab, () => zoom(tab, x, y))]);
  }
  await tab.close();
  return motions;
}

async function pan(tab, x, y) {
  await tab.mouse.move(x, y);
  await tab.mouse.down();
  const frames = await everyFrame(tab, 'pointermove', { x, y });
  await tab.mouse.up();
  return frames;
}

function zoom(tab, x, y) {
  return everyFrame(tab, 'wheel', { x, y });
}

/** One event in each of 60 frames, as a hand that never rests; gives the length of each frame. */
function everyFrame(tab, type, place) {
  return tab.evaluate(
    ([kind, { x, y }]) =>
      new Promise((done) => {
        const canvas = document.querySelector('canvas');
        const lengths = [];
        let last = performance.now();
        const step = (now) => {
          lengths.push(now - last);
          last = now;
          const count = lengths.length;
          if (count > 60) return done(lengths.slice(1));
          const at = { clientX: x + 150 * Math.sin(count / 8), clientY: y + 2 * count, bubbles: true };
          canvas.dispatchEvent(
            kind === 'wheel'
              ? new WheelEvent(kind, { ...at, deltaY: count < 40 ? -60 : 60, cancelable: true })
              : new PointerEvent(kind, { ...at, pointerId: 1, buttons: 1 }),
          );
          return requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [type, place],
  );
}

async function watched(tab, act) {
  const before = await tab.screenshot();
  const frames = await act();
  if (before.equals(await tab.screenshot())) throw new Error('The map did not move.');
  return frames;
}

function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Features of about 125 modules, four of five dependencies inside; tables of their own and some shared. */
function monolith() {
  const random = seeded(1);
  const features = Math.ceil(modules / 125);
  const pick = (most) => Math.floor(random() * most);
  const id = (i) =>
    `src/modules/feature-${i % features}/${['service', 'controller', 'entity', 'dto'][i % 4]}-${i}.ts`;
  const edges = new Map();
  while (edges.size < dependencies) {
    const from = pick(modules);
    const near = (from % features) + features * pick(Math.floor(modules / features));
    const to = random() < 0.8 ? near : pick(modules);
    if (from !== to)
      edges.set(`${from}>${to}`, { from: id(from), to: id(to), kind: 'value', weight: 1 + pick(4) });
  }
  return {
    formatVersion: 1,
    name: 'synthetic',
    modules: Array.from({ length: modules }, (_, i) => ({
      id: id(i),
      size: 20 + pick(200),
      terms: [`feature${i % features}`],
      folder: `src/modules/feature-${i % features}`,
    })),
    dependencies: [...edges.values()],
    accesses: Array.from({ length: Math.floor(modules / 10) }, () => {
      const i = pick(modules);
      const owner = random() < 0.9 ? i % features : pick(features);
      return { module: id(i), entity: `table_${owner}_${pick(4)}`, mode: random() < 0.4 ? 'write' : 'read' };
    }),
  };
}
