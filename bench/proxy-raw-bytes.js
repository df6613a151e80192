// The raw-bytes suite (a folder with run.mjs, see docs/proxy-benchmarks.md) against the single-file proxy, on several versions of Node:
//
//   node bench/proxy-raw-bytes.js --suite <folder> [--node 20,22,24] [--quick]
//
// With slow clients and a drain, some four minutes a version; --quick leaves the slow clients out. Versions come from npm's `node`
// package. Prints a Markdown table; exit code 1 where a case failed.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { untilListening } from './lib/until-listening.js';

const { values } = parseArgs({
  options: {
    suite: { type: 'string' },
    node: { type: 'string', default: '20,22,24' },
    quick: { type: 'boolean', default: false },
  },
});
if (values.suite === undefined) throw new Error('Name the folder of the suite: --suite <folder>.');
const [PROXY, MONOLITH, SERVICE] = [19700, 19701, 19702];
const folder = mkdtempSync(join(tmpdir(), 'banyan-raw-'));
const bundle = join(folder, 'proxy.mjs');

// The suite injects faults by the hundred: the breaker must not open, and no fallback may hide what the service did.
writeFileSync(
  join(folder, 'banyan.yaml'),
  `version: 1
monolith: { upstream: http://127.0.0.1:${MONOLITH} }
services: { svc: { upstream: http://127.0.0.1:${SERVICE} } }
routes:
  - { id: svc, match: { path: /svc }, service: svc, stage: live, fallback: none }
  - { id: svc.below, match: { path: "/svc/*" }, service: svc, stage: live, fallback: none }
proxy: { listen: 127.0.0.1:${PROXY}, admin: 127.0.0.1:0, timeouts: { firstByte: 3s, idle: 3s }, breaker: { failures: 1000000 }, accessLog: ${join(folder, 'access.log')} }
`,
);

async function startProxy(executable) {
  const child = spawn(executable, [bundle, '--plan', join(folder, 'banyan.yaml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return untilListening(child);
}

function runSuite(pid, result) {
  const flags = ['--proxy', `127.0.0.1:${PROXY}`, '--upstream-port', MONOLITH, '--service-port', SERVICE];
  flags.push('--pid', pid, '--upstream-timeout', 3, '--drain', '--json', result);
  if (!values.quick) flags.push('--slow');
  const suite = spawn(process.execPath, [join(values.suite, 'run.mjs'), ...flags.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => suite.once('exit', resolve));
}

execFileSync(process.execPath, ['scripts/build-proxy.js', bundle]);
const rows = [];
for (const version of values.node.split(',')) {
  const executable = execFileSync('npx', ['-y', '-p', `node@${version}`, 'node', '-p', 'process.execPath'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const exact = execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim();
  const child = await startProxy(executable);
  const file = join(folder, `${version}.json`);
  await runSuite(child.pid, file);
  child.kill('SIGKILL');
  const { passed, failed, info, crashes, results } = JSON.parse(readFileSync(file, 'utf8'));
  rows.push([exact, passed, failed, info, crashes]);
  for (const { verdict, group, id, reason } of results) {
    if (verdict !== 'PASS') console.error(`${exact} ${verdict} ${group}/${id}: ${reason}`);
  }
}
rmSync(folder, { recursive: true });
console.log('| Node.js | passed | failed | informational | crashes |\n| --- | ---: | ---: | ---: | ---: |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
process.exitCode = rows.every(([, , failed, , crashes]) => failed + crashes === 0) ? 0 : 1;
