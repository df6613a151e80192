// The planning screen on a real monolith, in a real pseudo terminal:
//   node bench/tui.js FOLDER     (a folder with banyan.yaml and .banyan/analysis.json; nothing is saved in it)
// Prints a Markdown table: time to the first frame, time from a key to the frame that shows it, memory.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';

const folder = resolve(process.argv[2] ?? '.');
const bin = resolve('dist/cli/bin.js');
const frameEnd = '\u001b[?2026l';
const ticksPerSecond = 100;

const start = performance.now();
const terminal = spawn(process.execPath, [bin, 'plan'], {
  cols: 160,
  rows: 50,
  cwd: folder,
  name: 'xterm-256color',
});
const drawn = { frames: 0 };
let ring = () => {};
terminal.onData((data) => {
  drawn.frames += data.split(frameEnd).length - 1;
  ring();
});

const hasMore = (before) => drawn.frames > before;

/** Until there are more frames than there were; a key that changes nothing draws none. */
async function nextFrame(before, most = 30_000) {
  const end = performance.now() + most;
  while (!hasMore(before) && performance.now() < end)
    await Promise.race([new Promise((done) => (ring = done)), wait(most)]);
}

function cpuMs() {
  const fields = readFileSync(`/proc/${terminal.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

function memoryMb(field) {
  const found = new RegExp(`${field}:\\s+(\\d+) kB`, 'u').exec(
    readFileSync(`/proc/${terminal.pid}/status`, 'utf8'),
  );
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

/** What the screen's own thread has run: what a key costs even where other programs want the processor. */
function threadMs() {
  const nanoseconds = readFileSync(`/proc/${terminal.pid}/task/${terminal.pid}/schedstat`, 'utf8').split(
    ' ',
  )[0];
  return Number(nanoseconds) / 1e6;
}

/** Milliseconds until the frame that shows it; undefined for a key that changes nothing, as at the end of a list. */
async function press(key) {
  const before = drawn.frames;
  const at = performance.now();
  const thread = threadMs();
  terminal.write(key);
  await nextFrame(before, 500);
  if (!hasMore(before)) return undefined;
  return { wall: performance.now() - at, thread: threadMs() - thread };
}

async function measure(name, keys) {
  const times = [];
  for (const key of keys) {
    const time = await press(key);
    if (time !== undefined) times.push(time);
    await wait(20); // A hand is slower than that; frames of one key must not be taken for those of the next.
  }
  all.push(...times);
  return row(name, times);
}

function row(name, times) {
  const figures = ['wall', 'thread'].flatMap((kind) => {
    const sorted = times.map((time) => time[kind]).sort((a, b) => a - b);
    return [0.5, 0.95, 1].map(
      (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))],
    );
  });
  return `| ${name} | ${times.length} | ${figures.map((figure) => figure?.toFixed(1)).join(' | ')} |`;
}

const repeat = (key, times) => Array.from({ length: times }, () => key);
const letters = (text) => text.split('');
const down = '\u001b[B';
const up = '\u001b[A';
const escape = '\u001b';

await nextFrame(0);
const first = performance.now() - start;
const firstCpu = cpuMs();
await wait(1500);

const all = [];
const rows = [
  await measure('down through the services', repeat(down, 40)),
  await measure('down and up through modules', ['2', ...repeat(down, 20), ...repeat(up, 20)]),
  await measure('a move: a choice of service, each with its preview', ['m', ...repeat(down, 40)]),
  await measure('the move is made', ['\r']),
  await measure('taken back, done again', ['u', '\u0012', 'u', '\u0012', 'u', '\u0012']),
  await measure('pages: best moves, seams, tables, routes, waves, decisions', repeat(']', 6)),
  await measure('pages again', repeat(']', 6)),
  await measure('a split: two modules, a name, letter by letter', [
    '2',
    ' ',
    down,
    ' ',
    'S',
    ...letters('billing'),
    escape,
  ]),
  await measure('a merge: a choice of service, each with its preview', ['1', 'M', ...repeat(down, 40)]),
  await measure('the merge is made, taken back', ['\r', 'u']),
  await measure('a stage: down through routes, each stage', [
    '7',
    ...repeat(down, 20),
    's',
    ...repeat(down, 6),
    escape,
  ]),
  await measure('a command, letter by letter', [':', ...letters('stage '), '\t', escape]),
  await measure('a filter over all modules, letter by letter', ['2', '/', ...letters('controller')]),
];
await press('\r');
const peak = memoryMb('VmHWM');
const now = memoryMb('VmRSS');
await press('q');
terminal.write('Q'); // Nothing is saved, and no journal is left to be offered again.
await wait(300);

console.log(`First frame ${Math.round(first)} ms (CPU ${firstCpu} ms); memory ${now} MB, peak ${peak} MB.\n`);
console.log(
  '| keys | count | median ms | p95 ms | max ms | of its own thread: median ms | p95 ms | max ms |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
console.log([...rows, row('**all keys**', all)].join('\n'));
process.exit(0);
