import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadPlan } from '../proxy/life/load-plan.ts';
import { ask, named, startOrigin } from './live-proxy.ts';

const read = (name: string): string => readFileSync(`docs/deploy/${name}`, 'utf8');
const NOBODY = 65_534;

test('the plan in the Kubernetes example is one', () => {
  const [map] = parseAllDocuments(read('kubernetes.yaml')).map(
    (document) => document.toJSON() as { data?: Record<string, string> },
  );
  const env = { BANYAN_ADMIN_TOKEN: 'secret', BANYAN_STICKY_KEY: 'key' };
  const { settings, table } = loadPlan(map?.data?.['banyan.yaml'] ?? '', '/etc/banyan/banyan.yaml', {
    env,
    instance: 'test',
    cpus: 2,
  });
  expect([settings.admin.token, settings.stickySecret, table.routes.length]).toEqual(['secret', 'key', 1]);
});

test('flags and variables that the examples use are known to the single file', () => {
  const usage = readFileSync('proxy/main.ts', 'utf8');
  const used = [...`${read('Dockerfile')}${read('banyan-proxy.service')}`.matchAll(/BANYAN_[A-Z]+/gu)].map(
    ([name]) => name,
  );
  const flags = [
    ...(/ExecStart=(.*)/u.exec(read('banyan-proxy.service'))?.[1] ?? '').matchAll(/--[a-z-]+/gu),
  ];
  for (const name of [...used, ...flags.map(([flag]) => flag)]) expect(usage).toContain(name);
});

test.skipIf(spawnSync('systemd-analyze', ['--version']).error !== undefined || !existsSync('/usr/bin/node'))(
  'systemd finds nothing wrong with the unit',
  () => {
    const unit = join(mkdtempSync(join(tmpdir(), 'banyan-unit-')), 'banyan-proxy.service');
    onTestFinished(() => rmSync(join(unit, '..'), { recursive: true }));
    writeFileSync(unit, read('banyan-proxy.service'));
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    expect([stderr, status]).toEqual(['', 0]);
  },
);

/** Another user, where we may become one that can run this node. */
function somebodyElse(): { uid: number; gid: number } | undefined {
  const user = { uid: NOBODY, gid: NOBODY };
  if (process.getuid?.() !== 0) return undefined;
  return spawnSync(process.execPath, ['--version'], user).status === 0 ? user : undefined;
}

/** Plan and program in places that cannot be written to, state in one that can: as in the image and the unit. */
function layOut(port: number): { root: string; state: string; file: string } {
  const root = mkdtempSync(join(tmpdir(), 'banyan-deploy-'));
  const file = join(root, 'app', 'proxy.mjs');
  const state = join(root, 'state');
  for (const folder of ['app', 'plan', 'state']) mkdirSync(join(root, folder));
  execFileSync(process.execPath, ['scripts/build-proxy.js', file]);
  writeFileSync(
    join(root, 'plan', 'banyan.yaml'),
    `version: 1
monolith: { upstream: http://127.0.0.1:${port} }
services: { orders: { upstream: http://127.0.0.1:${port} } }
routes: [{ id: orders, match: { path: /orders }, service: orders, stage: canary, canary: { percent: 5 } }]
proxy: { listen: 127.0.0.1:0, admin: 127.0.0.1:0 }
`,
  );
  for (const folder of ['app', 'plan', '.']) chmodSync(join(root, folder), 0o555);
  if (somebodyElse() !== undefined) chownSync(state, NOBODY, NOBODY);
  return { root, state, file };
}

test('one file without node_modules serves as nobody, from places that it cannot write to, and keeps its stages', async () => {
  const origin = await startOrigin(named('monolith'));
  const { root, state, file } = layOut(origin.port);
  const child = spawn(process.execPath, [file, '--workers', '2'], {
    ...somebodyElse(),
    cwd: '/',
    env: { BANYAN_PLAN: join(root, 'plan', 'banyan.yaml'), BANYAN_STATE: state },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
    await origin.close();
    for (const folder of ['.', 'app', 'plan']) chmodSync(join(root, folder), 0o755);
    rmSync(root, { recursive: true });
  });
  let log = '';
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  await expect.poll(() => /route +orders/u.test(log), { timeout: 10_000 }).toBe(true);
  const portOf = (name: string): number => Number(new RegExp(`${name} .*:(\\d+)\\n`, 'u').exec(log)?.[1]);

  expect((await ask(portOf('clients'), '/orders')).status).toBe(200);
  expect((await ask(portOf('admin'), '/readyz')).status).toBe(200);
  const promoted = await ask(portOf('admin'), '/api/routes/orders/promote', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"by":"ann","why":"test"}',
  });
  expect(promoted.status).toBe(200);
  child.kill('SIGTERM');
  expect(await gone).toBe(0);
  expect(readdirSync(state).toSorted()).toEqual(['audit.jsonl', 'stages.json', 'traffic']);
  expect(readdirSync(join(root, 'plan'))).toEqual(['banyan.yaml']);
});
