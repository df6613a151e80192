// Pictures of the planning screen, taken from a real terminal buffer: `npm run pictures`.
// Each is an SVG of what @xterm/headless holds after the keys below, on the bookshop, so that they cannot go stale.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const bin = resolve('dist/cli/bin.js');
const pictures = [
  { name: 'plan-overview', columns: 120, rows: 36, keys: ['3'] },
  { name: 'plan-what-if', columns: 100, rows: 20, keys: ['2', '/', 'pricing', '\r', 'm', '\u001b[B'] },
  {
    name: 'plan-seams',
    columns: 100,
    rows: 28,
    keys: ['5', 'j', 'j', 'j', 'j', 'j', 'j', 'j', 'j', 'j', '\r'],
  },
  { name: 'plan-palette', columns: 100, rows: 28, keys: [':', 'merge review book --into book'] },
];

const cell = { width: 8.4, height: 18 };
/** The sixteen colours of a dark terminal; the first eight, then the bright ones. */
const colours =
  '#1d2129 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #c8ccd4 #6b7280 #ef7f88 #a9d48a #f0cf8d #78bdf7 #d18ee6 #6cc7d2 #ffffff'.split(
    ' ',
  );
const [background, , , , , , , foreground] = colours;

export async function drawScreens() {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-pictures-'));
  mkdirSync(join(folder, '.banyan'));
  cpSync('fixtures/bookshop/expected.json', join(folder, '.banyan/analysis.json'));
  spawnSync(process.execPath, [bin, 'plan', 'create'], { cwd: folder });
  for (const picture of pictures) {
    const terminal = await play(picture, folder);
    writeFileSync(`docs/pictures/${picture.name}.svg`, toSvg(terminal, picture));
    console.log(`docs/pictures/${picture.name}.svg`);
  }
  rmSync(folder, { recursive: true });
}

async function play({ columns, rows, keys }, folder) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const pty = spawn(process.execPath, [bin, 'plan'], {
    cols: columns,
    rows,
    cwd: folder,
    name: 'xterm-256color',
  });
  const last = { at: 0 };
  let hasEnded = false;
  pty.onExit(() => (hasEnded = true));
  pty.onData((data) => {
    last.at = Date.now();
    terminal.write(data);
  });
  const quiet = async () => {
    while (!isQuiet(last)) await wait(50);
  };
  await quiet();
  for (const key of keys) {
    pty.write(key);
    await wait(150);
  }
  await quiet();
  if (hasEnded)
    throw new Error(
      `banyan plan ended before its picture:\n${terminal.buffer.active.getLine(0)?.translateToString(true)}`,
    );
  pty.kill('SIGKILL');
  return terminal;
}

function isQuiet({ at }) {
  return at > 0 && Date.now() - at > 500;
}

function toSvg(terminal, { columns, rows, name }) {
  const size = { width: columns * cell.width + 24, height: rows * cell.height + 24 };
  const lines = Array.from({ length: rows }, (_, row) =>
    lineOf(terminal.buffer.active.getLine(row), row, columns),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" role="img" aria-label="${name}">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
${lines.filter((line) => line !== '').join('\n')}
</g>
</svg>
`;
}

/** Runs of cells that look alike are one piece of text, stretched to its columns whatever the font. */
function lineOf(line, row, columns) {
  const runs = [];
  for (let x = 0; x < columns; x++) {
    const look = lookOf(line.getCell(x));
    const text = line.getCell(x).getChars() || ' ';
    const last = runs.at(-1);
    if (last?.key === look.key) last.text += text;
    else runs.push({ ...look, text, x });
  }
  return runs.map((run) => drawn(run, row)).join('');
}

function lookOf(found) {
  const own = found.isFgPalette() ? colours[found.getFgColor()] : foreground;
  const isInverse = found.isInverse() > 0;
  const look = {
    fill: isInverse ? background : own,
    back: isInverse ? own : undefined,
    bold: found.isBold() > 0,
    dim: found.isDim() > 0,
  };
  return { ...look, key: JSON.stringify(look) };
}

function drawn({ text, x, fill, back, bold, dim }, row) {
  const left = (12 + x * cell.width).toFixed(1);
  const top = 12 + row * cell.height;
  const width = (text.length * cell.width).toFixed(1);
  const box =
    back === undefined
      ? ''
      : `<rect x="${left}" y="${top}" width="${width}" height="${cell.height}" fill="${back}"/>`;
  if (text.trim() === '') return box;
  const style = `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}`;
  return `${box}<text x="${left}" y="${top + 13}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${fill}"${style}>${escaped(text)}</text>`;
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00a0');
}
