import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { DemoFacts } from '../cli/demo/facts.ts';

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));

interface Told {
  ok: boolean;
  data: DemoFacts;
}

test('the demo tells the whole story, and no client notices', { timeout: 240_000 }, async () => {
  const demo = start(['--fast', '--json']);
  const [stdout, story] = await Promise.all([text(demo.stdout), text(demo.stderr), once(demo, 'exit')]);
  const { ok, data } = JSON.parse(stdout) as Told;

  expect({ ok, disappointments: data.disappointments }).toEqual({ ok: true, disappointments: [] });
  expect(data.shadow?.diverged).toBeGreaterThan(0);
  expect(data.shadow?.afterTheFix.diverged).toBe(0);
  expect(data.clients?.kinds.order.bySide.orders).toBeGreaterThan(0);
  expect(data.audit).toBeGreaterThan(3);
  expect(story.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(demo.exitCode).toBe(0);
  await nothingIsLeft(demo, data.places.folder);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'nothing is left of a demo that %s ended',
  async (signal) => {
    const demo = start(['--fast']);
    const folder = await folderOf(demo);
    await vi.waitFor(() => expect(processesIn(folder).length).toBeGreaterThanOrEqual(4), { timeout: 30_000 });
    const exited = once(demo, 'exit');

    demo.kill(signal);
    const [code] = (await exited) as [number | null];

    expect(code).toBe(signal === 'SIGKILL' ? null : 130);
    await nothingIsLeft(demo, folder);
  },
);

function start(flags: readonly string[]) {
  return spawn(process.execPath, [bin, 'demo', ...flags], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function folderOf(demo: ReturnType<typeof start>): Promise<string> {
  let said = '';
  return new Promise((resolve) => {
    demo.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      const [folder] = /\S*banyan-demo-\w+/u.exec(said) ?? [];
      if (folder !== undefined) resolve(folder);
    });
  });
}

async function nothingIsLeft(demo: ChildProcess, folder: string): Promise<void> {
  expect(demo.pid).toBeGreaterThan(0);
  await vi.waitFor(() => expect(processesIn(folder)).toEqual([]), { timeout: 15_000 });
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false));
}

/** Processes that carry the folder in their environment, as all that the demo starts do. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/u.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`BANYAN_DEMO_FOLDER=${folder}`);
    } catch {
      return false; // It ended in between, or is not ours.
    }
  });
}
