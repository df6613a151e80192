// A soak with faults under constant load, with clients that check every answer:
//
//   node bench/proxy-soak.js [--minutes 15] [--clients 24] [--pause 20] [--workers 2]
//
// Meanwhile: 200 reloads (every tenth invalid), the service killed and restarted, resets before and inside answers, stalls, a worker
// killed, one drain and restart of the proxy. Prints a Markdown table; exit code 1 where an answer was wrong, a POST ran twice or
// was lost without an honest 5xx, a repeatable request failed while the monolith was up, or anybody was left without any answer.
// What a killed process held is gone with it: its clients must see their connection end at once, and are counted apart.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { untilListening } from './lib/until-listening.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    clients: { type: 'string', default: '24' },
    pause: { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
  },
});
const DURATION = Number(values.minutes) * 60_000;
const RELOADS = 200;
const [MONOLITH, SERVICE, PROXY] = [19501, 19502, 19500];
/** A connection of a killed process may be used once more before its end is seen. */
const KILL_WINDOW = 200;
/** Who has neither answer nor end of connection by then was forgotten. */
const SILENCE = 'no answer in 15 s';
/** Longer than the clients and origins, which share one process, may be kept from running by a busy machine. */
const TIMEOUT = '2s';

const folder = mkdtempSync(join(tmpdir(), 'banyan-soak-'));
const count = { get: 0, post: 0, cutsSeen: 0, postRefused: 0, byKill: 0, byRestart: 0, notAccepted: 0 };
const faults = { wrong: [], silent: [], getFailed: [], postTwice: [], postLost: [] };
const ran = new Map();
const state = {
  over: false,
  killedAt: -Infinity,
  stoppedAt: Infinity,
  backAt: Infinity,
  reloads: 0,
  restarting: false,
  restartedAt: 0,
};

function origin(name, port) {
  const server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url, 'http://o');
    const fault = name === 'service' ? searchParams.get('fault') : null;
    if (incoming.method === 'POST') ran.set(pathname, (ran.get(pathname) ?? 0) + 1);
    incoming.resume().on('end', () => answer(response, { name, pathname, fault }));
  });
  server.keepAliveTimeout = 2000;
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function answer(response, { name, pathname, fault }) {
  if (fault === 'stall') return;
  if (fault === 'reset') {
    response.socket.resetAndDestroy();
    return;
  }
  const body = JSON.stringify({ name, path: pathname, filler: 'x'.repeat(pathname.length * 37) });
  response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
  if (fault === 'cut') {
    response.write(body.slice(0, 20));
    setTimeout(() => response.socket?.resetAndDestroy(), 5);
  } else response.end(body);
}

const plan = (percent) => `version: 1
monolith: { upstream: http://127.0.0.1:${MONOLITH} }
services: { orders: { upstream: http://127.0.0.1:${SERVICE} } }
routes:
  - { id: live, match: { path: "/live/*" }, service: orders, stage: live, timeout: ${TIMEOUT} }
  - { id: canary, match: { path: "/canary/*" }, service: orders, stage: canary, timeout: ${TIMEOUT}, canary: { percent: ${percent}, stickyBy: "cookie:sid" } }
proxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:0, drain: 5s, accessLog: ${join(folder, 'access.log')} }
`;

async function startProxy() {
  const flags = [
    join(folder, 'proxy.mjs'),
    '--plan',
    join(folder, 'banyan.yaml'),
    '--workers',
    values.workers,
  ];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  return untilListening(child);
}

async function client(index) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let turn = 0; !state.over; turn++) {
    const path = `/${turn % 2 ? 'live' : 'canary'}/c${index}-${turn}`;
    const kind = (turn + index * 13) % 50; // Not all at once: the breaker would keep them from the service.
    const fault = kind === 7 ? 'reset' : kind === 17 ? 'cut' : kind === 27 ? 'stall' : '';
    const method = turn % 5 === 4 ? 'POST' : 'GET';
    await check({ path, fault, method, agent, index });
    await sleep(Number(values.pause));
  }
  agent.destroy();
}

async function check(asked) {
  const { path, fault, method } = asked;
  const began = performance.now();
  const got = await ask(asked);
  const killed = state.killedAt > began - KILL_WINDOW; // Just before it began, or while it was under way.
  const restarted = began > state.stoppedAt && began < state.backAt;
  if (got.error === 'ECONNREFUSED') {
    count.notAccepted++;
    await sleep(50);
    return;
  }
  count[method === 'POST' ? 'post' : 'get']++;
  if (got.error !== undefined)
    judgeError(`${method} ${path} ${fault} ${got.error}`, { ...asked, error: got.error, killed, restarted });
  else if (got.status === 200) judgeBody(got, asked);
  else if (method === 'POST' && [502, 503, 504].includes(got.status)) count.postRefused++;
  else faults.getFailed.push(`${method} ${path} ${fault} ${got.status} ${got.body.slice(0, 120)}`);
}

function judgeError(what, { error, fault, method, killed, restarted }) {
  if (error === SILENCE) faults.silent.push(what);
  else if (fault === 'cut') count.cutsSeen++;
  else if (killed) count.byKill++;
  else if (restarted && error === 'ECONNRESET') count.byRestart++;
  else if (method === 'POST') faults.postLost.push(what);
  else faults.getFailed.push(what);
}

function judgeBody({ body }, { path, method }) {
  let said;
  try {
    said = JSON.parse(body);
  } catch {
    said = {};
  }
  if (said.path !== path || said.filler?.length !== path.length * 37)
    faults.wrong.push(`${method} ${path}: ${body.slice(0, 80)}`);
  if (method === 'POST' && ran.get(path) !== 1) faults.postTwice.push(`${path} ran ${ran.get(path)} times`);
}

function ask({ path, fault, method, agent, index }) {
  return new Promise((resolve) => {
    const target = fault === '' ? path : `${path}?fault=${fault}`;
    const headers = { cookie: `sid=${index}`, ...(method === 'POST' ? { 'content-length': 2 } : {}) };
    const outgoing = request(
      { host: '127.0.0.1', port: PROXY, path: target, method, headers, agent },
      (response) => {
        let body = '';
        response.on('data', (piece) => (body += piece));
        response.on('error', (error) => resolve({ error: error.code ?? error.message }));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      },
    );
    outgoing.setTimeout(15_000, () => outgoing.destroy(new Error(SILENCE)));
    outgoing.on('error', (error) => resolve({ error: error.code ?? error.message }));
    outgoing.end(method === 'POST' ? 'ok' : undefined);
  });
}

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
const rssOf = (pids) =>
  pids.reduce(
    (sum, pid) => sum + Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
    0,
  ) / 1024;

async function reload() {
  while (!state.over) {
    await sleep(DURATION / RELOADS);
    if (state.restarting) continue;
    state.reloads++;
    const bad = state.reloads % 10 === 0;
    writeFileSync(join(folder, 'banyan.yaml'), bad ? plan(5).slice(0, -120) : plan(state.reloads % 101));
  }
}

async function killService(service) {
  while (!state.over) {
    await sleep(DURATION / 12);
    service.current.closeAllConnections();
    await new Promise((resolve) => service.current.close(resolve));
    await sleep(400);
    service.current = await origin('service', SERVICE);
  }
}

execFileSync(process.execPath, ['scripts/build-proxy.js', join(folder, 'proxy.mjs')]);
writeFileSync(join(folder, 'banyan.yaml'), plan(50));
const monolith = await origin('monolith', MONOLITH);
const service = { current: await origin('service', SERVICE) };
let proxy = await startProxy();
const rss = [];
const pauses = monitorEventLoopDelay({ resolution: 10 });
pauses.enable();
const clients = Array.from({ length: Number(values.clients) }, (_, index) => client(index));
const chaos = [reload(), killService(service)];
const startedAt = performance.now();
const mark = (share) => performance.now() - startedAt > DURATION * share;
let [killed, restarted] = [false, false];
while (performance.now() - startedAt < DURATION) {
  await sleep(1000);
  rss.push(rssOf([proxy.pid, ...childrenOf(proxy.pid)]));
  if (!killed && mark(0.3)) {
    killed = true;
    const [worker] = childrenOf(proxy.pid);
    state.killedAt = performance.now();
    if (worker !== undefined) process.kill(worker, 'SIGKILL');
  }
  if (!restarted && mark(0.6)) {
    restarted = true;
    state.restarting = true;
    const gone = new Promise((resolve) => proxy.once('exit', resolve));
    state.stoppedAt = performance.now();
    proxy.kill('SIGTERM');
    await gone;
    writeFileSync(join(folder, 'banyan.yaml'), plan(50));
    proxy = await startProxy();
    state.backAt = performance.now();
    state.restarting = false;
    state.restartedAt = rss.length;
  }
}
state.over = true;
await Promise.all([...clients, ...chaos]);
proxy.kill('SIGTERM');
service.current.close();
monolith.close();
for (const times of ran.entries())
  if (times[1] > 1) faults.postTwice.push(`${times[0]} ran ${times[1]} times`);
report();

/** Least squares over the seconds after the first minute: MiB an hour, with twice its standard error. Restarts are jumps, so the part after it. */
function slopeOf(samples) {
  const from = Math.min(60, Math.floor(samples.length / 3));
  const kept = samples.slice(Math.max(from, state.restartedAt + from));
  if (kept.length < 20) return 'too short';
  const middle = (kept.length - 1) / 2;
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const spread = kept.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = kept.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const rest = kept.reduce((sum, value, at) => sum + (value - mean - slope * (at - middle)) ** 2, 0);
  const error = Math.sqrt(rest / (kept.length - 2) / spread);
  return `${(slope * 3600).toFixed(0)} ± ${(2 * error * 3600).toFixed(0)}`;
}

function report() {
  const rows = [
    ['repeatable requests', count.get],
    ['requests that must not be repeated', count.post],
    ['reloads (every tenth invalid)', state.reloads],
    ['answers cut by the upstream, seen as cut', count.cutsSeen],
    ['POST refused honestly (502, 503, 504)', count.postRefused],
    ['lost with a killed worker, connection ended', count.byKill],
    ['connection reset before it was accepted, during the restart', count.byRestart],
    ['not accepted during the restart, asked again', count.notAccepted],
    ['longest pause of clients and origins, ms', Math.round(pauses.max / 1e6)],
    ['wrong answers', faults.wrong.length],
    ['no answer at all', faults.silent.length],
    ['POST run twice', faults.postTwice.length],
    ['POST lost silently', faults.postLost.length],
    ['repeatable requests that failed', faults.getFailed.length],
    [
      'RSS of all processes, MiB: first minute, last, most',
      `${Math.round(rss[Math.min(60, rss.length - 1)] ?? 0)}, ${Math.round(rss.at(-1) ?? 0)}, ${Math.round(Math.max(...rss))}`,
    ],
    ['RSS slope after the restart and a minute, MiB an hour', slopeOf(rss)],
  ];
  console.log(
    `| ${values.minutes} minutes, ${values.workers} workers | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}`,
  );
  const all = Object.values(faults).flat();
  for (const line of all.slice(0, 20)) console.error(line);
  rmSync(folder, { recursive: true });
  process.exit(all.length === 0 ? 0 : 1);
}
