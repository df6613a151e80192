// Two workers beside one, all features on, in one run:
//
//   node bench/proxy-workers.js [--seconds 4] [--rounds 5] [--connections 50]
//
// Needs wrk, nginx, taskset and two cores. Throughput doubles only where two cores are left beside wrk and nginx (four in all), so what
// is measured is what sharing costs: one worker, then two, on the same core 1, with wrk and nginx on core 0; CPU a request of one to
// that of two, and how evenly two share the requests. On free cores two can do 2 × CPU(1) / CPU(2) × evenness, printed as "bound".
// Rounds alternate. Prints a Markdown table; exit code 1 where the bound is under 1.7. A minute.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '50' },
  },
});
const [ORIGIN, PROXY] = [19601, 19600];
const TICK_MS = 10; // USER_HZ is 100 on every Linux that we know.
const folder = mkdtempSync(join(tmpdir(), 'banyan-workers-'));
const body = JSON.stringify({ filler: 'x'.repeat(1000) });
writeFileSync(join(folder, 'j1k'), body);
writeFileSync(
  join(folder, 'nginx.conf'),
  `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000; server { listen 127.0.0.1:${ORIGIN}; root ${folder}; } }`,
);
const routes = Array.from({ length: 199 }, (_, index) => {
  const stage = ['monolith', 'canary, canary: { percent: 20 }', 'live'][index % 3];
  return `  - { id: r${index}, match: { method: [GET], path: "/api/v${index % 3}/orders${index}/:id/items/:item" }, service: svc, stage: ${stage} }`;
});
writeFileSync(
  join(folder, 'banyan.yaml'),
  `version: 1
monolith: { upstream: http://127.0.0.1:${ORIGIN} }
services: { svc: { upstream: http://127.0.0.1:${ORIGIN} } }
routes:
  - { id: j1k, match: { path: /j1k }, service: svc, stage: canary, canary: { percent: 50 } }
${routes.join('\n')}
proxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:0, accessLog: ${join(folder, 'access.log')} }
`,
);
const bundle = join(folder, 'proxy.mjs');
execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);
const nginx = spawn('taskset', ['-c', '0', 'nginx', '-c', join(folder, 'nginx.conf'), '-p', folder], {
  stdio: 'ignore',
});

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
/** User and system time, in milliseconds. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function start(workers) {
  const flags = [bundle, '--plan', join(folder, 'banyan.yaml'), '--workers', String(workers)];
  const child = spawn('taskset', ['-c', '1', process.execPath, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (piece) => (log += piece));
  while (!/monolith /u.test(log)) {
    if (child.exitCode !== null) throw new Error(`the proxy did not start: ${log}`);
    await sleep(20);
  }
  return child;
}

function load(seconds) {
  const flags = ['-t1', `-c${values.connections}`, `-d${seconds}s`, `http://127.0.0.1:${PROXY}/j1k`];
  return new Promise((resolve) => {
    const wrk = spawn('taskset', ['-c', '0', 'wrk', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    wrk.stdout.on('data', (piece) => (text += piece));
    wrk.once('exit', () => resolve(Number(/(\d+) requests in/u.exec(text)?.[1] ?? 0)));
  });
}

async function measure(workers) {
  const child = await start(workers);
  const pids = workers === 1 ? [child.pid] : childrenOf(child.pid);
  await load(1);
  const before = pids.map(cpuOf);
  const requests = await load(Number(values.seconds));
  const spent = pids.map((pid, index) => cpuOf(pid) - before[index]);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  const total = spent.reduce((sum, one) => sum + one, 0);
  return {
    rate: requests / Number(values.seconds),
    cpu: (total * 1000) / requests,
    // 1: all work alike; 1 / workers: one does everything.
    even: total / spent.length / Math.max(...spent),
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounds = { 1: [], 2: [] };
await sleep(300);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const workers of [1, 2]) rounds[workers].push(await measure(workers));
}
nginx.kill('SIGTERM');
rmSync(folder, { recursive: true });
const of = (workers, key) => median(rounds[workers].map((row) => row[key]));
// Of each round, since what else the machine does hits both alike.
const cost = median(rounds[1].map((row, round) => row.cpu / rounds[2][round].cpu));
const bound = 2 * cost * of(2, 'even');
console.log(`${values.connections} connections, ${availableParallelism()} cores; the workers share core 1\n`);
console.log('| workers | requests/s | CPU a request | evenness |\n| ---: | ---: | ---: | ---: |');
for (const workers of [1, 2]) {
  console.log(
    `| ${workers} | ${Math.round(of(workers, 'rate'))} | ${of(workers, 'cpu').toFixed(0)} µs | ${of(workers, 'even').toFixed(2)} |`,
  );
}
console.log(
  `\nmeasured ratio ${(of(2, 'rate') / of(1, 'rate')).toFixed(2)}, bound ${bound.toFixed(2)} (bar 1.7)`,
);
process.exitCode = bound >= 1.7 ? 0 : 1;
