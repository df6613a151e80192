// What mirroring costs the clients, in one run: at 100 % with equal and with differing answers, and with a service that is dead, slow
// (never answers) or floods (endless answers). Needs wrk, h2load (Debian: nghttp2-client) and two cores. After `npm run build`:
//
//   node bench/proxy-shadow.js [--rounds 8] [--seconds 1] [--connections 32] [--bytes 1024] [--only equal,dead] [--no-traffic]
//
// The proxy, with its mirroring thread, has core 1; clients, monolith and service have core 0, as if proxy and applications stood on two
// machines of one core each: the hardest case, since the thread has no core to itself. Row `load`: nothing is mirrored, but a process
// on core 0 sends the service as many requests as the proxy sent copies in the slice of `equal` before. It is what the service's own work
// costs clients that share its core, whoever asks for it: a floor under `equal`, which no proxy can go below. Slices of a second: off, one scenario, off, the next …;
// a scenario is held against the mean of the slices with mirroring off before and after it, so that neither a busy machine
// nor its drift tells much. `off` against its neighbours shows what is left of that: the noise. Medians over the rounds,
// with the 95 % interval of the median (order statistics). Throughput: each connection asks again at once. Latency: requests begin by the
// clock, at half the throughput without mirroring. CPU: of the thread that serves clients, a request, from /proc, which does
// not depend on who else wants the processor. Prints a Markdown table.
import { execFile, fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { clientsOn } from './lib/steady-load.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '32' },
    bytes: { type: 'string', default: '1024' },
    only: { type: 'string', default: 'equal,load,noisy,dead,slow,flood' },
    'no-traffic': { type: 'boolean', default: false },
  },
});
const [PROXY, ADMIN, FIRST] = [19600, 19601, 19610];
// A second route that is not mirrored is measured like a scenario: what it seems to cost is the noise.
const SCENARIOS = ['off', 'still', ...values.only.split(',')];
const folder = mkdtempSync(join(tmpdir(), 'banyan-shadow-'));
const clients = clientsOn(0);
const children = [];
const seconds = Number(values.seconds);
const connections = Number(values.connections);

/** A stream of requests that is no client's: `name` tells whose load it is. */
const isMirrored = (name) => name !== 'off' && name !== 'still' && name !== 'load';

const origin = (port, kind) =>
  new Promise((resolve) => {
    const child = fork('bench/lib/load-origin.js', [String(port), kind, values.bytes]);
    execFile('taskset', ['-cp', '0', String(child.pid)]);
    children.push(child);
    child.once('message', resolve);
  });

/** Every scenario has a route and a service of its own. */
function plan() {
  const services = SCENARIOS.map((name, at) => `  ${name}: { upstream: http://127.0.0.1:${FIRST + 1 + at} }`);
  const routes = SCENARIOS.map(
    (name) =>
      `  - { id: ${name}, match: { path: /${name} }, service: ${name}, stage: ${isMirrored(name) ? 'shadow' : 'monolith'} }`,
  );
  return `version: 1\nmonolith: { upstream: http://127.0.0.1:${FIRST} }\nservices:\n${services.join('\n')}\nroutes:\n${routes.join('\n')}\nproxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:${ADMIN}, traffic: ${!values['no-traffic']} }\n`;
}

async function startAll() {
  writeFileSync(join(folder, 'banyan.yaml'), plan());
  await origin(FIRST, 'equal');
  for (const [at, name] of SCENARIOS.entries()) {
    if (isMirrored(name) && name !== 'dead') await origin(FIRST + 1 + at, name);
  }
  const command = ['-c', '1', process.execPath, 'dist/proxy.mjs', '--plan', join(folder, 'banyan.yaml')];
  const proxy = spawn('taskset', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(proxy);
  await new Promise((resolve, reject) => {
    proxy.stderr.on('data', (piece) => String(piece).includes('  route ') && resolve());
    proxy.once('exit', () =>
      reject(new Error('The proxy did not start: are the ports 19600 to 19620 free?')),
    );
  });
  return proxy;
}

/** Microseconds on a processor of the thread that serves clients, and of all the others. */
function cpuOf(pid) {
  let [main, others] = [0, 0];
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const ns = Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    if (task === String(pid)) main += ns / 1000;
    else others += ns / 1000;
  }
  return { main, others };
}

/** Copies a second in the last slice of `equal`, by whether requests came by the clock. */
const copies = { full: 0, paced: 0 };

/** The service of `equal`, asked from elsewhere. Gives the way to end it. */
function loadOf(name, rate) {
  const perSecond = rate === undefined ? copies.full : copies.paced;
  if (name !== 'load' || perSecond < 32) return () => undefined;
  const url = `http://127.0.0.1:${FIRST + 1 + SCENARIOS.indexOf('equal')}/load`;
  const args = [
    '-c',
    '0',
    'h2load',
    '--h1',
    '-t1',
    '-c32',
    '-D600',
    `--rps=${Math.round(perSecond / 32)}`,
    url,
  ];
  const child = spawn('taskset', args, { stdio: 'ignore' });
  children.push(child);
  return () => child.kill('SIGKILL');
}

/** One slice. Without `rate`: as much as goes. */
async function measure(pid, name, rate) {
  const sent = name === 'equal' ? await sentOf(name) : 0;
  const end = loadOf(name, rate);
  const order = { url: `http://127.0.0.1:${PROXY}/${name}`, connections, seconds };
  const before = cpuOf(pid);
  const result =
    rate === undefined
      ? await clients.full(order)
      : await clients.paced({ ...order, rate, log: join(folder, 'log') });
  const after = cpuOf(pid);
  end();
  if (name === 'equal')
    copies[rate === undefined ? 'full' : 'paced'] = ((await sentOf(name)) - sent) / seconds;
  if (isMirrored(name)) await sleep(150); // What the thread still holds is its own scenario's.
  const cpu = (after.main - before.main) / result.requests;
  return { ...result, cpu, others: (after.others - before.others) / result.requests };
}

async function sentOf(name) {
  return (await shadowCounters())('banyan_shadow_mirrored_total', name);
}

/** Off, a scenario, off, the next …: each with what its two neighbours have on average. */
async function round(pid, pairs, { turn, rate }) {
  const rest = SCENARIOS.slice(1);
  const order = turn % 2 === 0 ? rest : [...rest.slice(3).toReversed(), ...rest.slice(0, 3)]; // `load` after `equal`.
  let before = await measure(pid, 'off', rate);
  for (const name of order) {
    const on = await measure(pid, name, rate);
    const after = await measure(pid, 'off', rate);
    const off = Object.fromEntries(Object.keys(on).map((key) => [key, (before[key] + after[key]) / 2]));
    (pairs[name] ??= []).push({ on, off });
    before = after;
  }
}

const sorted = (list) => list.toSorted((a, b) => a - b);
const median = (list) => {
  const all = sorted(list);
  return ((all[(all.length - 1) >> 1] ?? 0) + (all[all.length >> 1] ?? 0)) / 2;
};

/** Ranks between which the median lies with 95 % (binomial): the outermost for fewer than six rounds. */
function interval(list) {
  const all = sorted(list);
  const cut = Math.max(0, Math.floor(all.length / 2 - 0.98 * Math.sqrt(all.length)));
  return [all[cut], all[all.length - 1 - cut]];
}

const of = (list, key) => median(list.map(({ on }) => on[key]));

const signed = (ratio) => `${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)}`;

function change(list, key) {
  const ratios = list.map(({ on, off }) => on[key] / off[key]);
  const [low, high] = interval(ratios);
  return `${signed(median(ratios))} % (${signed(low)} to ${signed(high)})`;
}

async function shadowCounters() {
  const text = await (await fetch(`http://127.0.0.1:${ADMIN}/metrics`)).text();
  return (name, route) => {
    const lines = text.split('\n').filter((line) => line.startsWith(`${name}{route="${route}"`));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
}

try {
  const { pid } = await startAll();
  for (let turn = 0; turn < 2; turn++) for (const name of SCENARIOS) await measure(pid, name); // The compiler's.
  const rate = (await measure(pid, 'off')).perSecond / 2;
  const [full, half] = [{}, {}];
  for (let turn = 0; turn < Number(values.rounds); turn++) {
    await round(pid, full, { turn });
    await round(pid, half, { turn, rate });
    process.stderr.write(`round ${turn + 1}\n`);
  }
  console.log(table({ full, half }, await shadowCounters()));
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

function table({ full, half }, counter) {
  const rows = SCENARIOS.slice(1).map((name) => {
    const [most, calm] = [full[name], half[name]];
    return [
      { still: 'none (noise)', load: 'equal, asked by another process' }[name] ?? name,
      Math.round(of(most, 'perSecond')),
      change(most, 'perSecond'),
      of(most, 'cpu').toFixed(1),
      change(most, 'cpu'),
      of(calm, 'p50').toFixed(2),
      of(calm, 'p99').toFixed(2),
      change(calm, 'p99'),
      change(calm, 'cpu'),
      counter('banyan_shadow_mirrored_total', name),
      counter('banyan_shadow_dropped_total', name),
      [...most, ...calm].reduce((sum, { on, off }) => sum + on.failed + off.failed, 0),
    ];
  });
  const head =
    'service | req/s | change | CPU µs | change | half load: p50 ms | p99 ms | change | CPU, change | copies sent | dropped | failed';
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  return [`| ${head} |`, `|${head.split('|').fill('---').join('|')}|`, ...lines].join('\n');
}
