// Speed of the proxy beside its peers, in one run. Needs wrk, nginx, taskset, two cores and a folder of peers (run-all.mjs with its
// own node_modules; see docs/benchmarks.md), which is never a dependency:
//
//   node bench/proxy-speed.js --peers <folder> [--only ours,min-dispatch,hp-keepalive] [--scen c1,c50,c256] [--reps 3] [--d 6]
//
// All features on: 200 routes, canary, metrics, access log to a file. Prints a Markdown table.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const PORT = 19030;
const { values } = parseArgs({
  options: {
    peers: { type: 'string' },
    only: {
      type: 'string',
      default: 'net-pipe,ours,min-dispatch,hp-keepalive,httpxy-agent,fast-proxy-undici',
    },
    scen: { type: 'string', default: 'c1,c50,c256' },
    reps: { type: 'string', default: '3' },
    d: { type: 'string', default: '6' },
  },
});
if (values.peers === undefined) throw new Error('Name the folder of peers: --peers <folder>.');

const folder = mkdtempSync(join(tmpdir(), 'banyan-speed-'));
try {
  const bundle = join(folder, 'proxy.mjs');
  execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);
  writeFileSync(join(folder, 'banyan.yaml'), plan());
  const results = join(folder, 'results.jsonl');
  const flags = [
    '--only',
    values.only,
    '--scen',
    values.scen,
    '--reps',
    values.reps,
    '--d',
    values.d,
    '--out',
    results,
  ];
  const { status } = spawnSync(process.execPath, ['run-all.mjs', ...flags], {
    cwd: values.peers,
    env: {
      ...process.env,
      PROXY_CMD: `${process.execPath} ${bundle} --plan ${join(folder, 'banyan.yaml')}`,
      PROXY_PORT: String(PORT),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exitCode = 1;
  else console.log(table(readFileSync(results, 'utf8')));
} finally {
  rmSync(folder, { recursive: true });
}

function plan() {
  const routes = [
    '{ id: j1k, match: { method: [GET], path: /j1k }, service: svc, stage: canary, canary: { percent: 50, stickyBy: address } }',
    '{ id: j1kh, match: { method: [GET], path: /j1kh }, service: svc, stage: canary, canary: { percent: 10, stickyBy: "cookie:sid" } }',
    '{ id: sink, match: { method: [POST], path: /sink }, service: svc, stage: live }',
  ];
  for (let index = routes.length; index < 200; index++) {
    const stage = ['monolith', 'canary, canary: { percent: 20 }', 'live'][index % 3];
    const path = `/api/v${index % 3}/orders${index}/:id/items/:item`;
    routes.push(
      `{ id: r${index}, match: { method: [GET], path: "${path}" }, service: svc, stage: ${stage} }`,
    );
  }
  return `version: 1
monolith: { upstream: http://127.0.0.1:19001 }
services: { svc: { upstream: http://127.0.0.1:19001 } }
routes:
${routes.map((route) => `  - ${route}`).join('\n')}
proxy: { listen: 127.0.0.1:${PORT}, admin: 127.0.0.1:0, accessLog: ${join(folder, 'access.log')} }
`;
}

function table(lines) {
  const rows = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const head = Object.keys(rows[0] ?? {}).filter((key) => typeof rows[0][key] !== 'object');
  const cells = rows.map((row) => `| ${head.map((key) => row[key]).join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...cells].join('\n');
}
