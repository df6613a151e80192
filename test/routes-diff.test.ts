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
const LONG = 'orders.api-v1-customers-customerId-orders-orderId-shipments-tracking';

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
  - { id: ${LONG}, match: { path: /long/:id }, service: svc, stage: shadow }
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

test('after a fix the numbers begin anew, noise stays known, and who moves clients to what differs is told', async () => {
  const admin = `127.0.0.1:${portOf('admin')}`;
  const said = await diff('orders.read', '--admin', admin, '--anew', '--by', 'ann', '--why', 'fixed');
  expect(said.stdout).toBe('orders.read: differences are counted anew from now on.\n');
  expect((await diff('orders.read', '--admin', admin)).stdout).toContain('nothing compared yet');
  expect((await diff('nowhere', '--admin', admin, '--anew')).exitCode).toBe(2);
  expect(log).toContain('route orders.read: differences are counted anew, by ann: fixed');

  for (let at = 0; at < 5; at++) await ask(portOf('clients'), `/orders/${at}?token=abcdef123`);
  const found = async (): Promise<string> => (await diff('orders.read', '--admin', admin)).stdout;
  await expect.poll(found, { timeout: 15_000 }).toContain('5 compared');
  expect(await found()).toMatch(/noise [\s\S]*\$\.at: times differ/u);

  const routes = async (...words: string[]) => runCli(folder, ['routes', ...words, '--admin', admin]);
  const promoted = await routes('promote', 'orders.read');
  expect(promoted.stdout).toContain('orders.read: shadow → canary');
  expect(promoted.stderr).toContain('of whose 5 compared answers 5 differ');
  expect((await routes('rollback', 'orders.read')).stdout).toContain(
    '"banyan routes set orders.read shadow"',
  );
}, 60_000);

test('who moves clients to answers that nothing compared is told, and it is done all the same', async () => {
  const admin = `127.0.0.1:${portOf('admin')}`;
  const routes = async (...words: string[]) => runCli(folder, ['routes', ...words, '--admin', admin]);
  expect((await routes('set', LONG, 'monolith')).stderr).toBe('');
  const promoted = await routes('promote', LONG);
  expect(promoted).toMatchObject({ exitCode: 0, stdout: `${LONG}: monolith → canary 1 %\n` });
  expect(promoted.stderr).toBe(
    'warning: Clients now meet a service of whose answers none was compared: the\nshadow was skipped.\n' +
      `  hint: to compare first, while the monolith answers:\n    banyan routes set ${LONG} shadow\n`,
  );
  expect((await routes('promote', LONG)).stderr).toBe('');
  await routes('set', LONG, 'shadow');
  const live = await routes('set', LONG, 'live', '--json');
  expect(JSON.parse(live.stdout)).toMatchObject({ ok: true, diagnostics: [{ code: 'SHADOW_SKIPPED' }] });
}, 60_000);

test('a long id takes a line of its own', async () => {
  const admin = `127.0.0.1:${portOf('admin')}`;
  await runCli(folder, ['routes', 'set', LONG, 'shadow', '--admin', admin]);
  for (let at = 0; at < 3; at++) await ask(portOf('clients'), `/long/${at}`);
  const found = async (): Promise<string> => (await diff(LONG, '--admin', admin)).stdout;
  await expect.poll(found, { timeout: 15_000 }).toContain(`${LONG}:\n  3 compared since `);
  expect(Math.max(...(await found()).split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
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
