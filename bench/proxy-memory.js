// Memory of the proxy under ten minutes of mixed load, all features on:
//
//   node bench/proxy-memory.js [--minutes 10] [--rate 300] [--warmup 3] [--workers 1]
//
// Small and large answers, uploads, chunked bodies both ways, clients that leave in the middle, new connections, WebSocket messages, a
// canary by cookie, a reload each ten seconds. Prints the resident memory each 10 seconds (a row a minute), and its slope after the
// warm-up with its 95 % confidence interval (least squares over the means of minutes, since samples side by side are not independent).
// With several workers the memory of all processes is added up. Exit code 1 where a process has over 200 MiB on average, or where the slope is above zero by more than its interval and means more than 1 % of
// the memory in the time measured (pages are handed out and kept in larger pieces than that).
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket, WebSocketServer } from 'ws';
import { untilListening } from './lib/until-listening.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '300' },
    warmup: { type: 'string', default: '3' },
    workers: { type: 'string', default: '1' },
  },
});
const SECONDS = Math.round(Number(values.minutes) * 60);
const WARMUP = Math.round(Number(values.warmup) * 60);
const LIMIT_MIB = 200 * (values.workers === '1' ? 1 : Number(values.workers) + 1);
const [ORIGIN, PROXY] = [19801, 19800];
const folder = mkdtempSync(join(tmpdir(), 'banyan-memory-'));
const large = Buffer.alloc(65_536, 'y');
const upload = Buffer.alloc(16_384, 'z');
const count = { requests: 0, left: 0, messages: 0, wrong: 0 };
/** Two-sided 95 % quantiles of Student's t by degrees of freedom. */
const T95 = [Infinity, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18];
const run = { over: false };

const origin = createServer((incoming, response) => {
  incoming.on('error', () => undefined);
  let bytes = 0;
  incoming.on('data', (piece) => (bytes += piece.length));
  incoming.on('end', () => {
    if (incoming.url.startsWith('/large')) response.end(large);
    else if (incoming.url.startsWith('/chunked')) {
      for (let turn = 0; turn < 8; turn++) response.write(upload.subarray(0, 2048));
      response.end();
    } else response.end(JSON.stringify({ path: incoming.url, bytes, filler: 'x'.repeat(900) }));
  });
});
const sockets = new WebSocketServer({ server: origin });
sockets.on('connection', (socket) => socket.on('message', (message) => socket.send(message)));
await new Promise((resolve) => {
  origin.listen(ORIGIN, '127.0.0.1', resolve);
});

const routes = Array.from(
  { length: 196 },
  (_, index) =>
    `  - { id: r${index}, match: { path: "/api/v${index % 3}/orders${index}/:id" }, service: svc, stage: ${['monolith', 'live'][index % 2]} }`,
);
const plan = (percent) => `version: 1
monolith: { upstream: http://127.0.0.1:${ORIGIN} }
services: { svc: { upstream: http://127.0.0.1:${ORIGIN} } }
routes:
  - { id: small, match: { path: "/small/:id" }, service: svc, stage: canary, canary: { percent: ${percent}, stickyBy: "cookie:sid" } }
  - { id: large, match: { path: /large }, service: svc, stage: live }
${routes.join('\n')}
proxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:0, accessLog: ${join(folder, 'access.log')} }
`;

async function startProxy() {
  const bundle = join(folder, 'proxy.mjs');
  execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);
  writeFileSync(join(folder, 'banyan.yaml'), plan(50));
  const flags = [bundle, '--plan', join(folder, 'banyan.yaml'), '--workers', values.workers];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  return untilListening(child);
}

const agent = new Agent({ keepAlive: true, maxSockets: 50 });

/** What one request is, by its number: of a hundred 60 small, 15 large, 10 uploads, 5 chunked each way, 3 leave, 2 on a new connection. */
function kindOf(turn) {
  const place = (turn * 37) % 100;
  if (place < 60) return { path: `/small/${turn}`, expect: 900 };
  if (place < 75) return { path: '/large', expect: large.length };
  if (place < 85) return { path: `/upload/${turn}`, body: upload, expect: 900 };
  if (place < 90) return { path: '/chunked', expect: 16_384 };
  if (place < 95) return { path: `/upload/${turn}`, body: upload, chunked: true, expect: 900 };
  if (place < 98) return { path: '/large', leaves: true };
  return { path: `/api/v0/orders6/${turn}`, fresh: true, expect: 900 };
}

function ask(turn) {
  const { path, body, chunked, leaves, fresh, expect } = kindOf(turn);
  const headers = { cookie: `sid=${turn % 500}`, 'user-agent': 'memory' };
  if (body !== undefined && !chunked) headers['content-length'] = body.length;
  const method = body === undefined ? 'GET' : 'POST';
  const outgoing = request({
    host: '127.0.0.1',
    port: PROXY,
    path,
    method,
    headers,
    agent: fresh ? false : agent,
  });
  outgoing.on('error', () => leaves || count.wrong++);
  outgoing.on('response', (response) => {
    if (leaves) {
      count.left++;
      outgoing.destroy();
      return;
    }
    let bytes = 0;
    response.on('data', (piece) => (bytes += piece.length));
    response.on('error', () => count.wrong++);
    response.on('end', () => {
      count.requests++;
      if (response.statusCode !== 200 || bytes < expect) count.wrong++;
    });
  });
  outgoing.end(body);
}

async function load() {
  const began = performance.now();
  for (let turn = 0; !run.over;) {
    const due = ((performance.now() - began) / 1000) * Number(values.rate);
    for (; turn < due; turn++) ask(turn);
    await sleep(10);
  }
}

async function talk() {
  while (!run.over) {
    const socket = new WebSocket(`ws://127.0.0.1:${PROXY}/ws`);
    socket.on('error', () => count.wrong++);
    await new Promise((resolve) => {
      socket.once('open', resolve);
    });
    for (let turn = 0; turn < 20 && !run.over; turn++) {
      socket.send(upload.subarray(0, 1 + ((turn * 911) % 16_384)));
      await new Promise((resolve) => {
        socket.once('message', resolve);
      });
      count.messages++;
      await sleep(100);
    }
    socket.close();
  }
}

const proxy = await startProxy();
const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
const rssOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const work = [load(), talk(), talk()];
const samples = [];
const startedAt = performance.now();
for (let second = 1; second <= SECONDS; second++) {
  await sleep(Math.max(0, startedAt + second * 1000 - performance.now()));
  const processes = [proxy.pid, ...childrenOf(proxy.pid)].map(rssOf);
  samples.push(processes.reduce((sum, one) => sum + one, 0));
  if (second % 60 === 0 && processes.length > 1)
    console.error(processes.map((one) => one.toFixed(0)).join(' + '));
  if (second % 10 === 0) writeFileSync(join(folder, 'banyan.yaml'), plan((second / 10) % 101));
}
run.over = true;
await Promise.all(work);
agent.destroy();
proxy.kill('SIGTERM');
await new Promise((resolve) => {
  proxy.once('exit', resolve);
});
for (const socket of sockets.clients) socket.terminate();
origin.closeAllConnections();
origin.close();
rmSync(folder, { recursive: true });
report();

/** MiB an hour, and half the width of its interval; `undefined` where there are too few minutes. */
function slopeOf(kept) {
  const minutes = [];
  for (let at = 0; at + 60 <= kept.length; at += 60) {
    minutes.push(kept.slice(at, at + 60).reduce((sum, value) => sum + value, 0) / 60);
  }
  if (minutes.length < 3) return undefined;
  const middle = (minutes.length - 1) / 2;
  const mean = minutes.reduce((sum, value) => sum + value, 0) / minutes.length;
  const spread = minutes.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = minutes.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const rest = minutes.reduce((sum, value, at) => sum + (value - mean - slope * (at - middle)) ** 2, 0);
  const error = Math.sqrt(rest / (minutes.length - 2) / spread);
  return { slope: slope * 60, half: error * (T95[minutes.length - 2] ?? 2.1) * 60 };
}

function report() {
  console.log('| minute | 10 s | 20 s | 30 s | 40 s | 50 s | 60 s |\n|---:|---:|---:|---:|---:|---:|---:|');
  for (let minute = 0; minute * 60 < samples.length; minute++) {
    const cells = [9, 19, 29, 39, 49, 59].map((at) => samples[minute * 60 + at]?.toFixed(0) ?? '');
    console.log(`| ${minute + 1} | ${cells.join(' | ')} |`);
  }
  const most = Math.max(...samples);
  const slope = slopeOf(samples.slice(WARMUP));
  const { requests, left, messages, wrong } = count;
  console.log(
    `\n${requests} answers checked, ${left} clients left in the middle, ${messages} messages, ${wrong} wrong.`,
  );
  console.log(
    `Resident memory in MiB: most ${most.toFixed(0)} (bar ${LIMIT_MIB}); slope after ${values.warmup} minutes ` +
      (slope === undefined
        ? 'not known.'
        : `${slope.slope.toFixed(0)} ± ${slope.half.toFixed(0)} MiB an hour.`),
  );
  const hours = (samples.length - WARMUP) / 3600;
  const rises =
    slope !== undefined && slope.slope - slope.half > 0 && slope.slope * hours > 0.01 * (samples.at(-1) ?? 0);
  process.exitCode = wrong > 0 || most > LIMIT_MIB || rises ? 1 : 0;
}
