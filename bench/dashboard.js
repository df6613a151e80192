// What the dashboard costs the proxy: 500 routes, 1,000 requests a second, with and without a page that listens.
// `npm run build && node bench/dashboard.js [seconds a round]` prints a Markdown table. Linux only (reads /proc).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUTES = 500;
const RATE = 1000;
const ROUNDS = 3;
const [seconds = 8] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-dashboard-'));

const upstream = createServer((incoming, response) => {
  incoming.resume();
  response.setHeader('content-type', 'application/json');
  response.end('{"ok":true}');
});
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));
const at = `http://127.0.0.1:${upstream.address().port}`;
const [port, admin] = [await freePort(), await freePort()];
writeFileSync(join(folder, 'banyan.yaml'), planOf());
const proxy = spawn(process.execPath, ['dist/proxy.mjs', '--plan', join(folder, 'banyan.yaml')], {
  stdio: 'ignore',
});
try {
  await until(() => status('/readyz'));
  await load(2); // Warm up.
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ alone: await measure(0), watched: await measure(1), three: await measure(3) });
  }
  print(rounds);
} finally {
  proxy.kill('SIGTERM');
  upstream.closeAllConnections();
  upstream.close();
  await new Promise((resolve) => proxy.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}

function planOf() {
  const stages = ['monolith', 'canary', 'live'];
  const routes = Array.from({ length: ROUTES }, (_, index) => {
    const stage = stages[index % 3];
    const canary = stage === 'canary' ? ', canary: { percent: 50, stickyBy: header:x-user }' : '';
    return `  - { id: area${index}.read, match: { method: GET, path: /area${index}/:id }, service: orders, stage: ${stage}${canary} }`;
  });
  return `version: 1
monolith: { upstream: ${at} }
services: { orders: { upstream: ${at} } }
proxy: { listen: 127.0.0.1:${port}, admin: 127.0.0.1:${admin} }
routes:
${routes.join('\n')}
`;
}

async function measure(pages) {
  const listeners = Array.from({ length: pages }, () => listen());
  const [before, started] = [cpuMs(), performance.now()];
  const asked = await load(seconds);
  const elapsed = performance.now() - started;
  const used = cpuMs() - before;
  for (const listener of listeners) listener.stop();
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    rate: asked / (elapsed / 1000),
    core: used / elapsed,
    ticks: listeners.length === 0 ? 0 : Math.min(...listeners.map(({ ticks }) => ticks())) / (elapsed / 1000),
    bytes:
      listeners.reduce((sum, { bytes }) => sum + bytes(), 0) /
      Math.max(1, listeners.length) /
      (elapsed / 1000),
  };
}

/** User and system time of the proxy, in milliseconds. */
function cpuMs() {
  const fields = readFileSync(`/proc/${proxy.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function listen() {
  let [ticks, bytes] = [0, 0];
  const asked = get({ host: '127.0.0.1', port: admin, path: '/api/events' }, (response) => {
    response.setEncoding('utf8').on('data', (piece) => {
      bytes += piece.length;
      ticks += piece.split('event: tick').length - 1;
    });
    response.on('error', () => undefined);
  });
  asked.on('error', () => undefined);
  return { ticks: () => ticks, bytes: () => bytes, stop: () => asked.destroy() };
}

/** Asks at an even rate, whatever the answers take; gives how many were asked. */
async function load(duration) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const until_ = performance.now() + duration * 1000;
  const started = performance.now();
  let asked = 0;
  const pending = new Set();
  while (performance.now() < until_) {
    const due = Math.floor(((performance.now() - started) / 1000) * RATE);
    for (; asked < due; asked++) {
      const promise = one(agent, asked).finally(() => pending.delete(promise));
      pending.add(promise);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pending);
  agent.destroy();
  return asked;
}

function one(agent, index) {
  return new Promise((resolve) => {
    const options = {
      host: '127.0.0.1',
      port,
      agent,
      path: `/area${(index * 7) % ROUTES}/${index}`,
      headers: { 'x-user': String(index % 997) },
    };
    const asked = request(options, (response) => response.resume().on('end', resolve).on('error', resolve));
    asked.on('error', resolve).end();
  });
}

function status(path) {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port: admin, path }, (response) =>
      resolve(response.resume().statusCode === 200),
    ).on('error', () => resolve(false));
  });
}

async function until(holds) {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The proxy did not start.');
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

function print(rounds) {
  const of = (name, key) => median(rounds.map((round) => round[name][key]));
  const alone = of('alone', 'core');
  console.log(
    `${ROUTES} routes, ${RATE} requests/s, ${ROUNDS} rounds of ${seconds} s, medians; node ${process.version}\n`,
  );
  console.log(
    '| pages | requests/s | proxy CPU, % of a core | more than alone, % of a core | share of the proxy’s CPU | events/s | KB/s a page |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [pages, name] of [
    [0, 'alone'],
    [1, 'watched'],
    [3, 'three'],
  ]) {
    const more = median(rounds.map((round) => round[name].core - round.alone.core));
    const cells = [
      pages,
      of(name, 'rate').toFixed(0),
      (of(name, 'core') * 100).toFixed(1),
      pages === 0 ? '' : (more * 100).toFixed(1),
      pages === 0 ? '' : `${((more / (alone + more)) * 100).toFixed(1)} %`,
      pages === 0 ? '' : of(name, 'ticks').toFixed(2),
      pages === 0 ? '' : (of(name, 'bytes') / 1024).toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
