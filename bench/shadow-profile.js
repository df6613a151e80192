// What mirroring takes of the thread that serves clients, by its own profile: the share of its busy samples that lie in mirroring,
// whatever else the machine does. Needs wrk. After `npm run build`:
//
//   node bench/shadow-profile.js [--seconds 8] [--connections 32] [--only equal,dead]
//
// One proxy a scenario, 100 % mirrored, as many requests as go. What the garbage collector takes is told beside it. Prints a Markdown table.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clientsOn } from './lib/steady-load.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: 'off,equal,noisy,dead,slow,flood' },
  },
});
const [PROXY, ADMIN, MONOLITH, SERVICE] = [19640, 19641, 19642, 19643];
const MIRRORING = /\/proxy\/(?:shadow\/|observe\/shadow)/u;
const TRAFFIC = /\/proxy\/observe\/traffic\//u;

async function scenario(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-profile-'));
  const children = [await origin(MONOLITH, 'equal')];
  if (kind !== 'dead') children.push(await origin(SERVICE, kind === 'off' ? 'equal' : kind));
  try {
    writeFileSync(join(folder, 'banyan.yaml'), planOf(kind === 'off' ? 'monolith' : 'shadow'));
    const proxy = await start(folder);
    children.push(proxy);
    const order = { url: `http://127.0.0.1:${PROXY}/r`, connections: Number(values.connections) };
    const { requests } = await clientsOn(undefined).full({ ...order, seconds: Number(values.seconds) });
    const sent = await counter('banyan_shadow_mirrored_total');
    proxy.kill('SIGTERM');
    await new Promise((resolve) => proxy.once('exit', resolve));
    const name = readdirSync(folder).find((file) => file.endsWith('.001.cpuprofile'));
    return { kind, requests, sent, ...sharesOf(JSON.parse(readFileSync(join(folder, name), 'utf8'))) };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function origin(port, kind) {
  const child = fork('bench/lib/load-origin.js', [String(port), kind, '1024']);
  return new Promise((resolve) => child.once('message', () => resolve(child)));
}

function planOf(stage) {
  return `version: 1
monolith: { upstream: http://127.0.0.1:${MONOLITH} }
services: { svc: { upstream: http://127.0.0.1:${SERVICE} } }
routes: [ { id: r, match: { path: /r }, service: svc, stage: ${stage} } ]
proxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:${ADMIN} }
`;
}

async function start(folder) {
  const profile = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval', '500'];
  const args = [...profile, 'dist/cli/bin.js', 'proxy', '--plan', join(folder, 'banyan.yaml')];
  const proxy = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise((resolve, reject) => {
    proxy.stderr.on('data', (piece) => String(piece).includes('  route ') && resolve());
    proxy.once('exit', () =>
      reject(new Error('The proxy did not start: are the ports 19640 to 19643 free?')),
    );
  });
  return proxy;
}

async function counter(name) {
  const text = await (await fetch(`http://127.0.0.1:${ADMIN}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'mu').exec(text)?.[1] ?? 0);
}

/** Shares of the samples in which the thread was busy. A sample belongs to mirroring if anything on its stack does. */
function sharesOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const under = (node, form) =>
    node !== undefined && (form.test(node.callFrame.url) || under(node.parent, form));
  const sums = { busy: 0, mirroring: 0, traffic: 0, collector: 0 };
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id);
    const { functionName } = node.callFrame;
    if (functionName === '(idle)') continue;
    sums.busy += timeDeltas[index];
    if (functionName === '(garbage collector)') sums.collector += timeDeltas[index];
    if (under(node, MIRRORING)) sums.mirroring += timeDeltas[index];
    if (under(node, TRAFFIC)) sums.traffic += timeDeltas[index];
  }
  const percent = (key) => `${((sums[key] / sums.busy) * 100).toFixed(1)} %`;
  return { mirroring: percent('mirroring'), collector: percent('collector'), traffic: percent('traffic') };
}

console.log('| service | requests | copies sent | mirroring | garbage collector | traffic summary |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const kind of values.only.split(',')) {
  const { requests, sent, mirroring, collector, traffic } = await scenario(kind);
  const cells = [kind, requests, sent, mirroring, collector, traffic];
  console.log(
    `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`,
  );
}
