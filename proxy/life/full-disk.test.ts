import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, named, type Origin, startOrigin } from '../../test/live-proxy.ts';
import type { ProxyStatus } from '../admin/routes-status.ts';

/** A file system of its own for one process; where that is forbidden (containers without user namespaces) nothing is tested. */
const SCRIPT =
  'mount -t tmpfs -o size=256k tmpfs "$1" && cp "$2" "$1/banyan.yaml" && exec "$3" "$4" --plan "$1/banyan.yaml"';
const NAMESPACES = ['--user', '--map-root-user', '--mount'];
const folder = mkdtempSync(join(tmpdir(), 'banyan-full-'));
const mounted = mkdtempSync(join(folder, 'disk-'));
const canMount = spawnSync('unshare', [...NAMESPACES, 'mount', '-t', 'tmpfs', 'tmpfs', mounted]).status === 0;

let monolith: Origin;
let service: Origin;
let proxy: ChildProcess;
let log = '';
let port = 0;
let admin = 0;

const planOf = (): string => `version: 1
monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { orders: { upstream: http://127.0.0.1:${service.port} } }
routes:
  - { id: r, match: { path: /r/* }, service: orders, stage: shadow, gates: { every: 1h, maxDivergence: 100% } }
  - { id: q, match: { path: /q/* }, service: orders, stage: canary, canary: { percent: 50 } }
proxy: { listen: 127.0.0.1:0, admin: 127.0.0.1:0, accessLog: ${mounted}/access.log }
`;

beforeAll(async () => {
  if (!canMount) return;
  monolith = await startOrigin(named('monolith'));
  service = await startOrigin(named('service'));
  const file = join(folder, 'proxy.mjs');
  execFileSync(process.execPath, ['scripts/build-proxy.js', file]);
  writeFileSync(join(folder, 'plan.yaml'), planOf());
  const args = [...NAMESPACES, 'sh', '-c', SCRIPT, 'sh', mounted, join(folder, 'plan.yaml')];
  proxy = spawn('unshare', [...args, process.execPath, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  proxy.stderr?.on('data', (piece: Buffer) => (log += piece.toString()));
  await vi.waitUntil(() => /route +q/u.test(log), { timeout: 10_000 });
  [port, admin] = [portOf('clients'), portOf('admin')];
});
const portOf = (name: string): number => Number(new RegExp(`${name} .*:(\\d+)\\n`, 'u').exec(log)?.[1]);
afterAll(async () => {
  proxy?.kill('SIGKILL');
  await Promise.all([monolith?.close(), service?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The process's own view of the file system, from outside. */
const inside = (name: string): string => `/proc/${proxy.pid}/root${join(mounted, name)}`;

function fill(): void {
  for (let bytes = 262_144; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    for (let failed = false; !failed;) {
      try {
        writeFileSync(inside('filler'), Buffer.alloc(bytes), { flag: 'a' });
      } catch {
        failed = true;
      }
    }
  }
}

const status = async (): Promise<ProxyStatus> =>
  JSON.parse((await ask(admin, '/api/routes')).body) as ProxyStatus;

async function move(route: string, verb: string, more = ''): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const body = `{"by":"ann","why":"test"${more}}`;
  return (await ask(admin, `/api/routes/${route}/${verb}`, { method: 'POST', headers, body })).status;
}

async function notRecorded(): Promise<string[]> {
  return (await status()).notRecorded.map(({ what }) => what).toSorted();
}

test.skipIf(!canMount)(
  'a full disk stops recording, says so, keeps serving, and lets no stage rise that could not be written down',
  async () => {
    await ask(port, '/r/first');
    fill();
    for (let turn = 0; turn < 600; turn++) expect((await ask(port, `/r/${turn}`)).status).toBe(200);

    expect(await move('r', 'set', ',"stage":"live"')).toBe(409);
    expect(await move('q', 'promote')).toBe(409);
    expect((await status()).routes.map(({ id, stage, percent }) => [id, stage, percent])).toEqual([
      ['r', 'shadow', 0],
      ['q', 'canary', 50],
    ]);
    expect(await move('q', 'rollback')).toBe(200); // Safety first.
    await expect.poll(notRecorded, { timeout: 8000 }).toEqual(['accessLog', 'audit', 'divergences']);
    const metrics = (await ask(admin, '/metrics')).body;
    expect(metrics).toMatch(/^banyan_not_recorded\{what="audit"\} 1$/mu);
    expect(metrics).toMatch(/^banyan_rollout_phase\{route="r",phase="running"\} 1$/mu);
    expect(metrics).toMatch(/^banyan_access_log_dropped_total [1-9]/mu);
    expect(log).toMatch(/divergences are not written to disk .*ENOSPC/u);
    expect(log).toMatch(/the access log cannot be written.*ENOSPC/u);
    expect(log).toMatch(/rolled back q although the audit log cannot be written: ENOSPC/u);

    rmSync(inside('filler'));
    await ask(port, '/r/again');
    const again = async (): Promise<string[]> => {
      await ask(port, '/r/again');
      return notRecorded();
    };
    await expect.poll(again, { timeout: 15_000 }).toEqual([]);
    expect(await move('r', 'set', ',"stage":"canary","percent":1')).toBe(200);
    const lines = readFileSync(inside('.banyan/audit.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['rollback', 'set']);
    expect((await status()).routes.map(({ stage }) => stage)).toEqual(['canary', 'monolith']);
  },
  40_000,
);

test.skipIf(!canMount)('what a full disk kept from being written at the end is said at the end', async () => {
  fill();
  await ask(port, '/r/last');
  const ended = new Promise((resolve) => void proxy.once('exit', resolve));
  proxy.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(log).toMatch(/traffic is not recorded: ENOSPC/u);
  expect(log).toMatch(/what the gates have seen cannot be written down: ENOSPC/u);
});
