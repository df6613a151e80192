import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type Origin, startOrigin } from './live-proxy.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-diff-'));
let monolith: Origin;
let service: Origin;
let child: ChildProcess;
let log = '';
let turn = 0;

const priced = (price: unknown) => (): string =>
  JSON.stringify({ at: new Date(Date.now() + ++turn * 1000).toISOString(), items: [{ id: 1, price }] });

beforeAll(async () => {
  monolith = await startOrigin(json(priced(5)));
  service = await startOrigin(json(priced('5')));
  writeFileSync(
    join(folder, 'banyan.yaml'),
    `version: 1
monolith: { upstream: http://127.0.0.1:${monolith.port} }
services: { svc: { upstream: http://127.0.0.1:${service.port} } }
routes:
  - { id: orders.read, match: { path: /orders/:id }, service: svc, stage: shadow }
  - { id: quiet, match: { path: /quiet }, service: svc, stage: shadow }
proxy: { listen: 127.0.0.1:0, admin: 127.0.0.1:0, workers: 2 }
`,
  );
  child = spawn(process.execPath, ['dist/proxy.mjs', '--plan', join(folder, 'banyan.yaml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.on('data', (piece: Buffer) => (log += piece.toString()));
}, 30_000);
afterAll(async () => {
  child.kill('SIGKILL');
  await Promise.all([monolith.close(), service.close()]);
  rmSync(folder, { recursive: true });
});

function json(body: () => string): Parameters<typeof startOrigin>[0] {
  return (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(body());
  };
}

const portOf = (name: string): number => Number(new RegExp(`${name} .*:(\\d+)\\n`, 'u').exec(log)?.[1]);
const diff = async (...words: string[]) => runCli(folder, ['routes', 'diff', ...words]);

test('two workers find one list of causes, which the command shows and a pipeline can fail on', async () => {
  await expect.poll(() => log, { timeout: 15_000 }).toContain('quiet');
  const admin = `127.0.0.1:${portOf('admin')}`;
  const headers = { authorization: 'Bearer topsecret-token' };
  for (let at = 0; at < 30; at++) await ask(portOf('clients'), `/orders/${at}?token=abcdef123`, { headers });
  const compared = async (): Promise<unknown> =>
    JSON.parse((await ask(portOf('admin'), '/api/divergences?route=orders.read')).body);
  await expect
    .poll(compared, { timeout: 15_000 })
    .toMatchObject({ routes: [{ compared: 30, diverged: 30, noisy: 0 }], notRecorded: '' });

  const shown = await diff('orders.read', '--admin', admin);
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toMatch(/^orders\.read: 30 compared since .*, 30 differ \(100 %\)\n/u);
  expect(shown.stdout).toContain('$.items[*].price: number ≠ string');
  expect(shown.stdout).toMatch(/noise [\s\S]*\$\.at: times differ/u);
  expect(shown.stdout).toContain('monolith  5\n    service   "5"\n');
  expect(Math.max(...shown.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const failed = await diff('orders.read', '--admin', admin, '--fail-on', '0.1%', '--json');
  expect(failed.exitCode).toBe(1);
  expect(JSON.parse(failed.stdout)).toMatchObject({ ok: false, data: { source: 'proxy', diverged: 30 } });
  expect((await diff('quiet', '--admin', admin)).stdout).toContain('quiet: nothing compared yet');
  expect((await diff('quiet', '--admin', admin, '--min-compared', '1')).exitCode).toBe(1);
}, 60_000);

test('what was found is still shown when no proxy runs, without the secrets of its requests', async () => {
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  const shown = await diff('orders.read', '--samples');
  expect(shown.stdout).toContain('$.items[*].price: number ≠ string');
  expect(shown.stderr).toContain('No proxy runs');
  const kept = readFileSync(join(folder, '.banyan/divergences/orders.read.samples.jsonl'), 'utf8');
  expect(kept + shown.stdout).not.toMatch(/topsecret|abcdef123/u);
  expect((await diff('nowhere')).exitCode).toBe(2);
  expect((await diff('orders.read', '--fail-on', '0.5')).exitCode).toBe(2);
}, 30_000);
