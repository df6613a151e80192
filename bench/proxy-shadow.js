// What mirroring costs the clients, in one run: off, at 100 % with equal and with differing answers, and at 100 % with a service that is
// dead, slow (never answers) or floods (endless answers). Each scenario is measured beside its own run with mirroring off, in
// alternating order; changes are medians of these pairs, so that a busy machine tells as little as possible. After `npm run build`:
//
//   node bench/proxy-shadow.js [--rounds 5] [--seconds 3] [--connections 32] [--bytes 1024] [--pin]
//
// --pin: proxy on core 1, client and origins on core 0 (taskset). Throughput: each connection asks again at once. Latency: by the clock, at
// half the throughput that is reached with mirroring off. CPU is that of the thread that serves clients, by request, from
// /proc: it does not depend on what else the machine does. Prints a Markdown table.
import { execFile, fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    bytes: { type: 'string', default: '1024' },
    pin: { type: 'boolean', default: false },
  },
});
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'banyan-shadow-'));
const [PROXY, ADMIN, FIRST] = [19600, 19601, 19610];
const SCENARIOS = ['off', 'equal', 'noisy', 'dead', 'slow', 'flood'];
const children = [];
const pinned = (core, command, args) =>
  values.pin ? ['taskset', ['-c', String(core), command, ...args]] : [command, args];

const origin = (port, kind) =>
  new Promise((resolve) => {
    const child = fork('bench/lib/load-origin.js', [String(port), kind, values.bytes]);
    if (values.pin) execFile('taskset', ['-cp', '0', String(child.pid)]);
    children.push(child);
    child.once('message', resolve);
  });

/** Every scenario has a route and origins of its own; the first one is not mirrored. */
function plan() {
  const services = SCENARIOS.map((name, at) => `  ${name}: { upstream: http://127.0.0.1:${FIRST + 1 + at} }`);
  const routes = SCENARIOS.map(
    (name) =>
      `  - { id: ${name}, match: { path: /${name} }, service: ${name}, stage: ${name === 'off' ? 'monolith' : 'shadow'} }`,
  );
  return `version: 1\nmonolith: { upstream: http://127.0.0.1:${FIRST} }\nservices:\n${services.join('\n')}\nroutes:\n${routes.join('\n')}\nproxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:${ADMIN} }\n`;
}

async function startAll() {
  writeFileSync(join(folder, 'banyan.yaml'), plan());
  await origin(FIRST, 'equal');
  for (const [at, name] of SCENARIOS.entries()) {
    if (name !== 'dead') await origin(FIRST + 1 + at, name === 'off' ? 'equal' : name);
  }
  const [command, args] = pinned(1, process.execPath, [
    'dist/proxy.mjs',
    '--plan',
    join(folder, 'banyan.yaml'),
  ]);
  const proxy = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(proxy);
  await new Promise((resolve) => {
    proxy.stderr.on('data', (piece) => String(piece).includes('route') && resolve());
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

async function load(name, rate) {
  const args = ['bench/lib/load-client.js', String(PROXY), `/${name}`, values.connections, values.seconds];
  if (rate !== undefined) args.push(String(Math.floor(rate)));
  const [command, all] = pinned(0, process.execPath, args);
  return JSON.parse((await run(command, all)).stdout);
}

async function measure(pid, name, rate) {
  const before = cpuOf(pid);
  const result = await load(name, rate);
  const after = cpuOf(pid);
  // The client warms up half a second beside the seconds that it counts.
  const requests = result.perSecond * (Number(values.seconds) + 0.5);
  return {
    ...result,
    cpu: (after.main - before.main) / requests,
    others: (after.others - before.others) / requests,
  };
}

/** A scenario and the same with mirroring off, one right after the other. */
async function pair(pid, { name, round, rate }) {
  const order = round % 2 === 0 ? ['off', name] : [name, 'off'];
  const results = [];
  for (const one of order) {
    results.push(await measure(pid, one, rate));
    await sleep(200);
  }
  const [off, on] = round % 2 === 0 ? results : results.toReversed();
  return { off, on };
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** Median of the scenario, and of its change against its own neighbour. */
const of = (list, key) => median(list.map(({ on }) => on[key]));
const change = (list, key) => {
  const ratio = median(list.map(({ on, off }) => on[key] / off[key]));
  return `${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;
};

async function shadowCounters() {
  const text = await (await fetch(`http://127.0.0.1:${ADMIN}/metrics`)).text();
  return (name, route) => {
    const lines = text.split('\n').filter((line) => line.startsWith(`${name}{route="${route}"`));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
}

try {
  const proxy = await startAll();
  await load('off');
  for (const name of SCENARIOS) await load(name); // The first seconds belong to the compiler.
  const rate = (await load('off')).perSecond / 2;
  const pairs = { full: {}, half: {} };
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const name of SCENARIOS) {
      (pairs.full[name] ??= []).push(await pair(proxy.pid, { name, round }));
      (pairs.half[name] ??= []).push(await pair(proxy.pid, { name, round, rate }));
    }
  }
  console.log(table(pairs, await shadowCounters()));
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

function table({ full, half }, counter) {
  const rows = SCENARIOS.map((name) => {
    const [most, calm] = [full[name], half[name]];
    return [
      name,
      Math.round(of(most, 'perSecond')),
      change(most, 'perSecond'),
      `${of(most, 'cpu').toFixed(1)} (${change(most, 'cpu')})`,
      of(most, 'others').toFixed(1),
      of(calm, 'p50').toFixed(2),
      of(calm, 'p99').toFixed(2),
      change(calm, 'p99'),
      `${of(calm, 'cpu').toFixed(1)} (${change(calm, 'cpu')})`,
      counter('banyan_shadow_mirrored_total', name),
      counter('banyan_shadow_dropped_total', name),
      [...most, ...calm].reduce((sum, { on, off }) => sum + on.failed + off.failed, 0),
    ];
  });
  const head =
    'service | req/s | change | CPU µs/req | other threads µs/req | p50 ms at half | p99 ms at half | change | CPU µs/req at half | mirrored | dropped | failed';
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  return [`| ${head} |`, `|${head.split('|').fill('---').join('|')}|`, ...lines].join('\n');
}
