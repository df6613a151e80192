// Kills the proxy (SIGKILL) at random moments while stages change, and starts it again:
//
//   node bench/rollout-kill.js [--times 100] [--seed 1]
//
// Each time: several operators promote, roll back, set, pause and resume three routes without pause while clients ask and the gates
// look; the proxy is killed within 150 ms (every tenth time the gates are left alone for some seconds first); then no file may be torn, every change that was acknowledged must be in the audit log,
// and after the restart each route must stand where the log's last line for it says. Prints a Markdown table; exit code 1 otherwise.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seeded } from './lib/draw.js';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const TIMES = Number(values.times);
const random = seeded(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'banyan-kill-'));
const kept = join(folder, '.banyan');
const routes = ['one', 'two', 'three'];
const acknowledged = [];
const faults = [];
const count = { changes: 0, explainedByLog: 0, ahead: 0, unfinished: 0 };

// The third route's service fails, so that gates have something to roll back.
const origin = createServer(({ url }, response) =>
  response.writeHead(url === '/three' ? 500 : 200).end('ok'),
);
const monolith = createServer((_, response) => response.end('ok'));
await new Promise((resolve) => {
  origin.listen(0, '127.0.0.1', resolve);
});
await new Promise((resolve) => {
  monolith.listen(0, '127.0.0.1', resolve);
});
const { port } = origin.address();
const route = (id) =>
  `  - { id: ${id}, match: { path: /${id} }, service: orders, stage: canary, canary: { percent: 10, stickyBy: "cookie:sid" }, gates: { every: 1ms, minRequests: 1, maxErrorRate: 20%, maxClientErrorRate: 90%, maxP99Ratio: 100, steps: [10, 20, 30, 40, 50, 60, 70, 80, 90] } }`;
writeFileSync(
  join(folder, 'banyan.yaml'),
  `version: 1
monolith: { upstream: http://127.0.0.1:${monolith.address().port} }
services: { orders: { upstream: http://127.0.0.1:${port} } }
routes:
${routes.map(route).join('\n')}
proxy: { listen: 127.0.0.1:0, admin: 127.0.0.1:0 }
`,
);
const bundle = join(folder, 'proxy.mjs');
execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);

async function start() {
  const child = spawn(process.execPath, [bundle, '--plan', join(folder, 'banyan.yaml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (piece) => (log += piece));
  while (!/monolith /u.test(log)) {
    if (child.exitCode !== null) throw new Error(`the proxy did not start: ${log}`);
    await sleep(5);
  }
  const portOf = (name) => Number(new RegExp(`${name} .*:(\\d+)\\n`, 'u').exec(log)?.[1]);
  return { child, port: portOf('clients'), admin: portOf('admin') };
}

function ask(to, path, { method = 'GET', body, agent, cookie = '' } = {}) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', cookie };
    const asked = request({ host: '127.0.0.1', port: to, path, method, headers, agent }, (response) => {
      let text = '';
      response.on('data', (piece) => (text += piece));
      response.on('error', () => resolve(undefined));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asked.on('error', () => resolve(undefined));
    asked.end(body);
  });
}

const verbs = ['promote', 'promote', 'promote', 'rollback', 'set', 'pause', 'resume'];

async function operate(proxy, run, agent) {
  while (!run.over) {
    const id = routes[Math.floor(random() * routes.length)];
    const verb = verbs[Math.floor(random() * verbs.length)];
    const why = `change ${++count.changes}`;
    const stage = verb === 'set' ? { stage: 'canary', percent: Math.round(random() * 1000) / 10 } : {};
    const path = `/api/routes/${id}/${verb}`;
    const answer = await ask(proxy.admin, path, {
      method: 'POST',
      body: JSON.stringify({ by: 'test', why, ...stage }),
      agent,
    });
    if (answer?.status === 200) acknowledged.push(why);
  }
}

/** Leaves the routes to their gates, which look once a second. */
async function beginAgain(proxy, agent) {
  for (const id of routes) {
    const body = JSON.stringify({
      by: 'test',
      why: `again ${++count.changes}`,
      stage: 'canary',
      percent: 10,
    });
    await ask(proxy.admin, `/api/routes/${id}/set`, { method: 'POST', body, agent });
    await ask(proxy.admin, `/api/routes/${id}/resume`, { method: 'POST', body: '{"by":"test"}', agent });
  }
}

async function visit(proxy, run, agent) {
  while (!run.over) {
    await Promise.all(routes.map((id) => ask(proxy.port, `/${id}`, { agent, cookie: `sid=${random()}` })));
  }
}

/** Every whole line, oldest first. */
function auditLines() {
  return readFileSync(join(kept, 'audit.jsonl'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

function checkFiles(turn) {
  if (!existsSync(join(kept, 'audit.jsonl'))) return [];
  const lines = auditLines();
  const reasons = new Set(lines.map(({ why }) => why));
  for (const why of acknowledged.splice(0))
    if (!reasons.has(why)) faults.push(`${turn}: "${why}" was acknowledged, and lost`);
  for (const name of readdirSync(kept)) {
    if (name.endsWith('.tmp')) count.unfinished++;
    else if (name.endsWith('.json')) whole(name, turn);
  }
  if (lines.length > 0 && lines.at(-1).seq > knownSeq()) count.ahead++;
  return lines;
}

function knownSeq() {
  const file = join(kept, 'stages.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).seq : 0;
}

function whole(name, turn) {
  try {
    JSON.parse(readFileSync(join(kept, name), 'utf8'));
  } catch {
    faults.push(`${turn}: ${name} is torn`);
  }
}

function checkStages(turn, status, lines) {
  for (const { id, stage, percent } of status.routes) {
    const last = lines.findLast((line) => line.route === id)?.to ?? { stage: 'canary', percent: 10 };
    if (last.stage === stage && (stage !== 'canary' || last.percent === percent)) count.explainedByLog++;
    else faults.push(`${turn}: ${id} is ${stage} ${percent}, the log says ${JSON.stringify(last)}`);
  }
}

let proxy = await start();
for (let turn = 1; turn <= TIMES; turn++) {
  const run = { over: false };
  const agent = new Agent({ keepAlive: true });
  const byGates = turn % 10 === 0;
  if (byGates) await beginAgain(proxy, agent);
  const people = byGates ? [] : [operate(proxy, run, agent), operate(proxy, run, agent)];
  const work = [...people, ...Array.from({ length: 8 }, () => visit(proxy, run, agent))];
  await sleep(byGates ? 4000 + random() * 2000 : random() * 150);
  const gone = new Promise((resolve) => proxy.child.once('exit', resolve));
  proxy.child.kill('SIGKILL');
  await gone;
  run.over = true;
  await Promise.all(work);
  agent.destroy();
  const lines = checkFiles(turn);
  proxy = await start();
  checkStages(turn, JSON.parse((await ask(proxy.admin, '/api/routes')).text), lines);
}

proxy.child.kill('SIGKILL');
origin.close();
monolith.close();
const lines = auditLines();
rmSync(folder, { recursive: true });
const rows = [
  ['changes asked for', count.changes],
  ['lines in the audit log', lines.length],
  ['of these by gates', lines.filter(({ by }) => by === 'gates').length],
  ['log ahead of the stages when killed', count.ahead],
  ['unfinished temporary files, removed at the next start', count.unfinished],
  ['stages after restart that the log explains', `${count.explainedByLog} of ${TIMES * routes.length}`],
  ['torn files, lost acknowledged changes, unexplained stages', faults.length],
];
console.log(
  `| killed ${TIMES} times | |\n| --- | ---: |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
);
for (const fault of faults.slice(0, 20)) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
