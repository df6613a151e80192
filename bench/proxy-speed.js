// Speed of the proxy beside its peers, one core each, all features on (200 routes, canary, metrics, traffic, access log to a file):
//
//   node bench/proxy-speed.js --peers <folder> [--rounds 7] [--seconds 2] [--only ours,min-dispatch,hp-keepalive,…]
//
// Needs wrk, nginx, taskset, two cores and a folder of peers (proxies/*.mjs, conf/backend.conf, www, their own node_modules), which
// are never dependencies. Origin and load on core 0, the proxies on core 1. All run from the start and are loaded in turn, in
// alternating order, so that what else the machine does hits all alike: ratios are medians of the ratios of rounds. Some five minutes.
// Prints Markdown tables; exit code 1 where a bar is missed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    peers: { type: 'string' },
    only: {
      type: 'string',
      default:
        'ours,net-pipe,min-dispatch,hp-keepalive,httpxy-agent,fast-proxy-undici,fast-proxy,fastify-http-proxy',
    },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
  },
});
if (values.peers === undefined) throw new Error('Name the folder of peers: --peers <folder>.');
const peers = resolve(values.peers);
const [ORIGIN, FIRST_PORT] = [19001, 19030];
const CONNECTIONS = [1, 50, 256];
const TICK_MS = 10; // USER_HZ is 100 on every Linux that we know.
const folder = mkdtempSync(join(tmpdir(), 'banyan-speed-'));
const started = [];

try {
  const nginx = join(folder, 'nginx.conf');
  mkdirSync(join(peers, 'run'), { recursive: true });
  writeFileSync(nginx, readFileSync(join(peers, 'conf/backend.conf'), 'utf8').replaceAll('@DIR@', peers));
  run('0', ['nginx', '-c', nginx]);
  const targets = values.only.split(',').map((name, index) => start(name, FIRST_PORT + index));
  for (const target of targets) await answers(target.port);
  for (const connections of CONNECTIONS) for (const target of targets) load(target, connections);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const connections of CONNECTIONS) {
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        target[connections].push(measure(target, connections));
      }
    }
  }
  report(targets);
} finally {
  for (const child of started) child.kill('SIGTERM');
  await sleep(500);
  rmSync(folder, { recursive: true });
}

function run(core, command, env = {}) {
  const child = spawn('taskset', ['-c', core, ...command], {
    cwd: peers,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  started.push(child);
  return child;
}

function start(name, port) {
  const env = { PORT: String(port), TARGET_PORT: String(ORIGIN) };
  const command = name === 'ours' ? ourCommand(port) : [process.execPath, join('proxies', `${name}.mjs`)];
  const { pid } = run('1', command, env);
  return { name, port, pid, ...Object.fromEntries(CONNECTIONS.map((connections) => [connections, []])) };
}

function ourCommand(port) {
  const bundle = join(folder, 'proxy.mjs');
  execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);
  writeFileSync(join(folder, 'banyan.yaml'), planOn(port));
  return ['sh', '-c', `exec ${process.execPath} ${bundle} --plan ${join(folder, 'banyan.yaml')} 2>/dev/null`];
}

function planOn(port) {
  const routes = [
    '{ id: j1k, match: { method: [GET], path: /j1k }, service: svc, stage: canary, canary: { percent: 50, stickyBy: "cookie:sid" } }',
  ];
  for (let index = routes.length; index < 200; index++) {
    const stage = ['monolith', 'canary, canary: { percent: 20 }', 'live'][index % 3];
    const path = `/api/v${index % 3}/orders${index}/:id/items/:item`;
    routes.push(
      `{ id: r${index}, match: { method: [GET], path: "${path}" }, service: svc, stage: ${stage} }`,
    );
  }
  return `version: 1
monolith: { upstream: http://127.0.0.1:${ORIGIN} }
services: { svc: { upstream: http://127.0.0.1:${ORIGIN} } }
routes:
${routes.map((route) => `  - ${route}`).join('\n')}
proxy: { listen: 127.0.0.1:${port}, admin: 127.0.0.1:0, accessLog: ${join(folder, 'access.log')}, drain: 1s }
`;
}

async function answers(port) {
  for (let turn = 0; turn < 200; turn++) {
    const ok = await fetch(`http://127.0.0.1:${port}/j1k`).then(
      (response) => response.text().then(() => response.ok),
      () => false,
    );
    if (ok) return;
    await sleep(50);
  }
  throw new Error(`Nothing answers on port ${port}.`);
}

function load({ port }, connections) {
  const flags = [
    '-t1',
    `-c${connections}`,
    `-d${values.seconds}s`,
    '--latency',
    `http://127.0.0.1:${port}/j1k`,
  ];
  const { stdout } = spawnSync('taskset', ['-c', '0', 'wrk', ...flags], { encoding: 'utf8' });
  const requests = Number(/(\d+) requests in/u.exec(stdout)?.[1] ?? 0);
  if (/Socket errors|Non-2xx/u.test(stdout)) console.error(`${port}: ${stdout}`);
  return { requests, p50: percentile(stdout, 50), p99: percentile(stdout, 99) };
}

/** In microseconds. */
function percentile(text, share) {
  const [, number, unit] = new RegExp(`${share}%\\s+([\\d.]+)(us|ms|s)`, 'u').exec(text) ?? [];
  return Number(number) * ({ us: 1, ms: 1000, s: 1_000_000 }[unit] ?? Number.NaN);
}

/** User and system time, in milliseconds. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function measure(target, connections) {
  const before = cpuOf(target.pid);
  const { requests, p50, p99 } = load(target, connections);
  return {
    rate: requests / Number(values.seconds),
    p50,
    p99,
    cpu: ((cpuOf(target.pid) - before) * 1000) / requests,
  };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function of(target, connections, key) {
  return median(target[connections].map((row) => row[key]));
}

function report(targets) {
  const ours = targets.find(({ name }) => name === 'ours');
  /** Ours to theirs, round by round. */
  const ratio = (target, connections, key) =>
    median(ours[connections].map((row, round) => row[key] / target[connections][round][key]));
  const head = CONNECTIONS.flatMap((c) => [`req/s at ${c}`, `p50 µs`, `p99 µs`, 'CPU µs', 'ours ×']);
  console.log(`| proxy | ${head.join(' | ')} | RSS MiB |\n|---|${head.map(() => '---:').join('|')}|---:|`);
  for (const target of targets) {
    const cells = CONNECTIONS.flatMap((c) => [
      ...['rate', 'p50', 'p99'].map((key) => Math.round(of(target, c, key))),
      of(target, c, 'cpu').toFixed(1),
      ratio(target, c, 'rate').toFixed(2),
    ]);
    const rss = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${target.pid}/status`, 'utf8'))?.[1] ?? 0;
    console.log(`| ${target.name} | ${cells.join(' | ')} | ${Math.round(Number(rss) / 1024)} |`);
  }
  judge(targets, { ratio, ours });
}

/** `ours ×` is the median of the ratios of rounds: over 1, ours is faster. */
function judge(targets, { ratio, ours }) {
  const by = (name) => targets.find((target) => target.name === name);
  const [proxy, dispatch, pipe] = [by('hp-keepalive'), by('min-dispatch'), by('net-pipe')];
  const bars = [];
  if (proxy) {
    bars.push(['throughput at 50 to http-proxy’s', ratio(proxy, 50, 'rate'), '≥ 1.5', (x) => x >= 1.5]);
    bars.push(['CPU a request at 50 to http-proxy’s', ratio(proxy, 50, 'cpu'), '≤ .67', (x) => x <= 0.67]);
    bars.push(['p99 at 50 to http-proxy’s', ratio(proxy, 50, 'p99'), '≤ 1', (x) => x <= 1]);
  }
  if (dispatch)
    bars.push(['throughput at 50 to bare undici’s', ratio(dispatch, 50, 'rate'), '≥ .85', (x) => x >= 0.85]);
  if (pipe)
    bars.push([
      'added p50 at 1 over a byte relay, µs',
      of(ours, 1, 'p50') - of(pipe, 1, 'p50'),
      '< 40',
      (x) => x < 40,
    ]);
  for (const target of targets.filter(({ name }) => !['ours', 'net-pipe', 'min-dispatch'].includes(name))) {
    const least = Math.min(...CONNECTIONS.map((connections) => ratio(target, connections, 'rate')));
    bars.push([`least throughput to ${target.name}’s`, least, '≥ 1', (x) => x >= 1]);
  }
  console.log('\n| bar | measured | wanted | |\n|---|---:|---:|---|');
  for (const [name, value, wanted, holds] of bars) {
    console.log(`| ${name} | ${value.toFixed(2)} | ${wanted} | ${holds(value) ? 'met' : 'not met'} |`);
  }
  if (!bars.every(([, value, , holds]) => holds(value))) process.exitCode = 1;
}
