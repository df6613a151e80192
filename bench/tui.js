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

async function press(key) {
  const before = drawn.frames;
  const at = performance.now();
  terminal.write(key);
  await nextFrame(before, 1000);
  return performance.now() - at;
}

async function measure(name, keys) {
  const cpu = cpuMs();
  const times = [];
  for (const key of keys) {
    times.push(await press(key));
    await wait(20); // A hand is slower than that; frames of one key must not be taken for those of the next.
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  return `| ${name} | ${keys.length} | ${at(0.5)} | ${at(0.95)} | ${times.at(-1).toFixed(1)} | ${((cpuMs() - cpu) / keys.length).toFixed(1)} |`;
}

const repeat = (key, times) => Array.from({ length: times }, () => key);
const down = '\u001b[B';

await nextFrame(0);
const first = performance.now() - start;
const firstCpu = cpuMs();
await wait(1500);

const rows = [
  await measure('down through the services', repeat(down, 40)),
  await measure('down through modules', ['2', ...repeat(down, 40)]),
  await measure('a choice of service, each with its preview', ['m', ...repeat(down, 40)]),
  await measure('a move is made', ['\r']),
  await measure('taken back, done again', ['u', '\u0012', 'u', '\u0012', 'u', '\u0012']),
  await measure('pages: best moves, seams, tables, routes, waves', [']', ']', ']', ']', ']', ']']),
  await measure('a filter over all modules, letter by letter', ['/', ...'controller'.split('')]),
];
await press('\r');
const peak = memoryMb('VmHWM');
const now = memoryMb('VmRSS');
await press('q');
terminal.write('Q'); // Nothing is saved, and no journal is left to be offered again.
await wait(300);

console.log(`First frame ${Math.round(first)} ms (CPU ${firstCpu} ms); memory ${now} MB, peak ${peak} MB.\n`);
console.log('| keys | count | median ms | p95 ms | max ms | CPU ms a key |');
console.log('| --- | --- | --- | --- | --- | --- |');
console.log(rows.join('\n'));
process.exit(0);
