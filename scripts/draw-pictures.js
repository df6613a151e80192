// Draws the pictures of the README from real runs: `npm run pictures`.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { excerpts } from './excerpts.js';
import { drawPages } from './page-pictures.js';
import { drawScreens } from './terminal-pictures.js';
import { terminalSvg } from './terminal-svg.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const story = run(root, 'demo');
await draw('demo', from(story, 'Shadow:', 'Took '), 'banyan demo, from the shadow to what the shoppers saw');
const { 'docs/pictures/analyze.svg': analysis } = await excerpts();
writeFileSync(join(root, 'docs/pictures/analyze.svg'), analysis);
await drawScreens();
await drawPages();

function run(cwd, ...argv) {
  const env = { ...process.env, FORCE_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`banyan ${argv.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/** The lines from the first that holds `first` to the one before that which holds `last`. */
function from(text, first, last) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.includes(first));
  const end = lines.findIndex((line, index) => index > start && line.includes(last));
  return lines.slice(start, end).join('\n');
}

async function draw(name, text, title) {
  const file = join(root, 'docs/pictures', `${name}.svg`);
  writeFileSync(file, await terminalSvg(text, { title }));
  console.log(`${file}: ${readFileSync(file).length} bytes`);
}
