import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { ask, named, type Origin, startOrigin } from '../../test/live-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-process-'));
const file = join(folder, 'proxy.mjs');
const planFile = join(folder, 'banyan.yaml');
const running: ChildProcess[] = [];
let origin: Origin;

beforeAll(async () => {
  origin = await startOrigin((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('slow'), 400);
    else named('monolith')(request, response);
  });
  execFileSync(process.execPath, ['scripts/build-proxy.js', file]);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await origin.close();
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly admin: number;
  readonly log: () => string;
  readonly exit: Promise<number | null>;
}

const planOf = (extra = ''): string =>
  `version: 1\nmonolith: { upstream: http://127.0.0.1:${origin.port} }\nproxy: { listen: 127.0.0.1:0, admin: 127.0.0.1:0${extra} }\n`;

async function start(flags: readonly string[] = [], extra = ''): Promise<Started> {
  writeFileSync(planFile, planOf(extra));
  const child = spawn(process.execPath, [file, '--plan', planFile, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  let log = '';
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  const exit = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  await expect
    .poll(() => /admin .*:(\d+)\n/u.test(log) && /monolith/u.test(log), { timeout: 10_000 })
    .toBe(true);
  const portOf = (name: string): number => Number(new RegExp(`${name} .*:(\\d+)\\n`, 'u').exec(log)?.[1]);
  return { child, port: portOf('clients'), admin: portOf('admin'), log: () => log, exit };
}

test('SIGTERM: what is in flight is answered, nothing new is taken, and it ends by itself', async () => {
  const { child, port, exit } = await start();
  const slow = ask(port, '/slow');
  await ask(port, '/warm');
  child.kill('SIGTERM');
  expect((await slow).body).toBe('slow');
  await expect(ask(port, '/late')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/u);
  expect(await exit).toBe(0);
});

test('a second SIGTERM does not wait, and the drain has a deadline', async () => {
  const twice = await start();
  const hung = connect(twice.port, '127.0.0.1');
  hung.on('error', () => undefined);
  hung.write('POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
  await ask(twice.port, '/warm');
  twice.child.kill('SIGTERM');
  await expect.poll(twice.log).toContain('stopping');
  twice.child.kill('SIGTERM');
  expect(await twice.exit).toBe(0);
  const bounded = await start([], ', drain: 200ms');
  const stuck = connect(bounded.port, '127.0.0.1');
  stuck.on('error', () => undefined);
  stuck.write('POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
  await ask(bounded.port, '/warm');
  bounded.child.kill('SIGTERM');
  expect(await bounded.exit).toBe(0);
});

test('SIGTERM closes a hundred tunnels with 1001', async () => {
  const { child, port, exit } = await start([], ', drain: 300ms');
  const server = new WebSocketServer({ server: origin.server });
  const tunnels = Array.from({ length: 100 }, () => new WebSocket(`ws://127.0.0.1:${port}/ws`));
  await Promise.all(tunnels.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
  const closed = tunnels.map((socket) => new Promise((resolve) => void socket.once('close', resolve)));
  child.kill('SIGTERM');
  expect(new Set(await Promise.all(closed))).toEqual(new Set([1001]));
  expect(await exit).toBe(0);
  server.close();
});

test('SIGTERM before it serves ends it, and SIGUSR2 does not', async () => {
  writeFileSync(planFile, planOf());
  const early = spawn(process.execPath, [file, '--plan', planFile], { stdio: 'ignore' });
  running.push(early);
  early.kill('SIGTERM');
  await new Promise((resolve) => early.once('exit', resolve));
  const { child, port, log } = await start();
  child.kill('SIGUSR2');
  await expect.poll(log).toContain('SIGUSR2');
  expect((await ask(port, '/x')).status).toBe(200);
});

test('SIGHUP reads the plan at once; a bad one changes nothing', async () => {
  const { child, port, admin, log } = await start();
  writeFileSync(planFile, `${planOf()}routes: [}`);
  child.kill('SIGHUP');
  await expect.poll(log).toContain('not taken over');
  expect((await ask(port, '/x')).status).toBe(200);
  expect((await ask(admin, '/metrics')).body).toContain('banyan_plan_valid 0');
  writeFileSync(planFile, planOf());
  await expect
    .poll(async () => (await ask(admin, '/metrics')).body, { timeout: 3000 })
    .toContain('banyan_plan_valid 1');
});

test('SIGKILL, and another on the same port at once', async () => {
  const first = await start();
  first.child.kill('SIGKILL');
  await first.exit;
  const second = await start(['--listen', `127.0.0.1:${first.port}`]);
  expect([second.port, (await ask(second.port, '/x')).status]).toEqual([first.port, 200]);
});

test('a port in use is told in words, with exit code 2', async () => {
  const { port } = await start();
  const second = spawn(
    process.execPath,
    [file, '--plan', planFile, '--listen', `127.0.0.1:${port}`, '--admin', 'off'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  second.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(2);
  expect(log).toContain(`error ADDRESS_IN_USE: Something listens on 127.0.0.1:${port} already.`);
});

// The workers are found through /proc.
test.skipIf(process.platform !== 'linux')(
  'workers: one that is killed is replaced, one admin counts for all, and SIGTERM drains them',
  async () => {
    const { child, port, admin, exit } = await start(['--workers', '2']);
    const workers = (): number[] =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number);
    expect(workers()).toHaveLength(2);
    for (let turn = 0; turn < 20; turn++) expect((await ask(port, `/${turn}`)).status).toBe(200);
    expect((await ask(admin, '/metrics')).body).toMatch(/banyan_requests_total\{[^}]*code="2xx"\} 20\n/u);
    process.kill(workers()[0] as number, 'SIGKILL');
    await expect
      .poll(async () => (await ask(admin, '/metrics')).body, { timeout: 5000 })
      .toMatch(/banyan_worker_restarts_total 1\n/u);
    await expect
      .poll(async () => (await ask(admin, '/metrics')).body, { timeout: 5000 })
      .toContain('banyan_workers 2');
    const slow = ask(port, '/slow');
    await ask(port, '/warm');
    child.kill('SIGTERM');
    expect((await slow).body).toBe('slow');
    expect(await exit).toBe(0);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a worker that hangs and dies takes no connection with it that it has not read from',
  async () => {
    const { child, port } = await start(['--workers', '2']);
    const hung = Number(
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0],
    );
    process.kill(hung, 'SIGSTOP');
    const asked = Array.from({ length: 8 }, (_, turn) => ask(port, `/${turn}`));
    await Promise.any(asked);
    process.kill(hung, 'SIGKILL');
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 200));
  },
);

test.skipIf(process.platform !== 'linux')(
  'workers that die at once are replaced later each time, never in a storm',
  async () => {
    const { child, port, log } = await start(['--workers', '2']);
    const workers = (): number[] =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number);
    const [kept] = workers();
    const until = performance.now() + 1500;
    while (performance.now() < until) {
      for (const pid of workers()) if (pid !== kept && pid > 0) kill(pid);
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Waits of 100, 200, 400 and 800 ms leave room for no more.
    expect(log().match(/a worker ended/gu)?.length).toBeLessThanOrEqual(5);
    expect((await ask(port, '/x')).status).toBe(200);
    await expect.poll(() => workers().length, { timeout: 5000 }).toBe(2);
  },
  20_000,
);

test.skipIf(process.platform !== 'linux')(
  'a supervisor that is killed leaves no worker behind, and another starts on the same port at once',
  async () => {
    const first = await start(['--workers', '2']);
    const text = readFileSync(`/proc/${first.child.pid}/task/${first.child.pid}/children`, 'utf8');
    const workers = text.trim().split(' ').map(Number);
    first.child.kill('SIGKILL');
    await first.exit;
    const second = await start(['--listen', `127.0.0.1:${first.port}`, '--workers', '2']);
    expect((await ask(second.port, '/x')).status).toBe(200);
    await expect.poll(() => workers.filter((pid) => isRunning(pid)), { timeout: 5000 }).toEqual([]);
  },
);

test.each([
  ['one worker', []],
  ['two workers', ['--workers', '2']],
])('readers of its output that go away stop nothing, with %s', async (_, flags) => {
  writeFileSync(planFile, planOf());
  const child = spawn(process.execPath, [file, '--plan', planFile, '--access-log', '-', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let log = '';
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  await expect.poll(() => /clients .*:(\d+)\n[^]*monolith/u.test(log), { timeout: 10_000 }).toBe(true);
  const port = Number(/clients .*:(\d+)\n/u.exec(log)?.[1]);
  expect((await ask(port, '/before')).status).toBe(200);
  child.stdout.destroy();
  child.stderr.destroy();
  for (let turn = 0; turn < 8; turn++) {
    writeFileSync(planFile, `${planOf()}# ${turn}\n`);
    child.kill('SIGHUP');
    expect((await ask(port, `/${turn}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 60)); // A line of the log is written after 100 ms.
  }
  expect([(await ask(port, '/after')).status, child.exitCode, child.signalCode]).toEqual([200, null, null]);
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone already.
  }
}
