// Output of commands in the docs, made anew: `npm run references` writes it, and a test holds the pages to it. A block of
// text below `<!-- output: FOLDER | COMMAND | FIRST | LAST -->` is what the command prints in a copy of that fixture, from the
// line that begins with FIRST to the one before that which begins with LAST; all of it where they are left out.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalSvg } from './terminal-svg.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const ANALYZE = ['analyze', '--no-history', '--no-cache'];
const BLOCK = /(<!-- output: ([^|>]+)(?:\|([^|>]+))(?:\|([^|>]+)\|([^|>]+))? -->\n+```text\n)[^]*?(?=```)/gu;

/** Every page that shows output, and the picture of an analysis, as they should be; by path from the root. */
export async function excerpts() {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-excerpts-'));
  try {
    const shown = await picture(printed(folder, 'fixtures/bookshop', ANALYZE, { FORCE_COLOR: '1' }));
    return { ...Object.fromEntries(pages(folder)), 'docs/pictures/analyze.svg': shown };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pages(folder) {
  return ['README.md', ...markdownIn('docs'), ...markdownIn('docs/guides')].flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const fresh = text.replace(BLOCK, (_, ...found) => {
      const [head, fixture, command, first, last] = found.map((each) =>
        typeof each === 'string' ? each.trim() : each,
      );
      const output = printed(folder, fixture, command.split(' ').slice(1));
      return `${head}\n${part(output, first, last)}`;
    });
    return text.includes('<!-- output:') ? [[path, fresh]] : [];
  });
}

function markdownIn(path) {
  return readdirSync(join(root, path)).flatMap((name) => (name.endsWith('.md') ? [`${path}/${name}`] : []));
}

/** What a command prints in a copy of a fixture that has been analysed. */
function printed(folder, fixture, argv, colour = { NO_COLOR: '1' }) {
  const cwd = join(folder, basename(fixture));
  cpSync(join(root, fixture), cwd, { recursive: true, filter: isSource });
  if (argv[0] !== 'analyze') run(cwd, ANALYZE, colour);
  return run(cwd, argv, colour);
}

function isSource(path) {
  return !/[/\\](?:\.banyan|node_modules|dist)$/u.test(path);
}

function run(cwd, argv, colour) {
  const env = { ...process.env, COLUMNS: '80', FORCE_COLOR: undefined, NO_COLOR: undefined, ...colour };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  throw new Error(`banyan ${argv.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
}

/** The lines from the first that begins with `first` to the one before that which begins with `last`, without blank ends. */
function part(text, first = '', last) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(first));
  const end =
    last === undefined ? lines.length : lines.findIndex((line, at) => at > start && line.startsWith(last));
  if (start < 0 || end < 0) throw new Error(`No lines from ${first} to ${last} in:\n${text}`);
  return `${lines.slice(start, end).join('\n').trimEnd()}\n`;
}

function picture(output) {
  const lines = output.split('\n');
  const shown = lines
    .slice(
      0,
      lines.findIndex((line) => line.startsWith('Took')),
    )
    .join('\n');
  return terminalSvg(`$ banyan analyze\n\n${shown}`, { title: 'banyan analyze on the bookshop' });
}
