import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { visitorOf } from './bookshop-client.ts';
import {
  type Bookshop,
  bookshopBuildFolder,
  bookshopRoot,
  buildBookshop,
  startBookshop,
} from './start-bookshop.ts';

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const folder = join(mkdtempSync(join(tmpdir(), 'banyan-walk-')), 'bookshop');
let monolith: Bookshop;
let service: Bookshop;
let removeBuild: () => Promise<void>;
let proxy: ChildProcess | undefined;

beforeAll(async () => {
  cpSync(bookshopRoot, folder, {
    recursive: true,
    filter: (path) => !/node_modules|dist|expected/u.test(path),
  });
  const place = await bookshopBuildFolder();
  removeBuild = place.remove;
  const main = await buildBookshop(place.folder);
  [monolith, service] = await Promise.all([startBookshop(main), startBookshop(main)]);
});

afterAll(async () => {
  const exited = proxy && once(proxy, 'exit');
  proxy?.kill('SIGTERM');
  await exited;
  await Promise.all([monolith.stop(), service.stop()]);
  await removeBuild();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

/** The guide is walked as it stands, with the addresses of this machine and an endpoint of the bookshop in place of its examples. */
test('the guide leads from a checkout to a shadowed endpoint', { timeout: 120_000 }, async () => {
  const [listen, admin] = [await freeAddress(), await freeAddress()];
  const steps = stepsOf('docs/guides/first-endpoint-to-shadow.md', [
    ['http://127.0.0.1:3000', monolith.url],
    ['http://127.0.0.1:4001', service.url],
    ['127.0.0.1:8080', listen],
    ['127.0.0.1:9901', admin],
    ['/api/orders/7', '/api/books/7'],
    ['orders.api-orders-id', 'book.api-books-id'],
    ['explain orders', 'explain book'],
  ]);
  const told = new Map<string, string>();
  for (const step of steps) {
    if (step === 'proxy') proxy = await standBetween();
    else told.set(step, await run(step));
    if (step.startsWith('plan stage')) await askUntilCompared(`http://${listen}`);
  }

  expect(told.get('routes match GET /api/books/7')).toContain('book.api-books-id → monolith');
  expect(told.get('routes diff book.api-books-id --samples')).toContain('0 differ');
  expect(readFileSync(join(folder, 'banyan.yaml'), 'utf8')).toContain(
    'shadow: { credentials: keep, ignore: [ $.generatedAt ] }',
  );
});

async function standBetween(): Promise<ChildProcess> {
  const started = spawn(process.execPath, [bin, 'proxy'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(started.stderr, 'data'); // It says where it listens once it does.
  started.stderr.resume();
  return started;
}

/** The lines of the guide's shell blocks without npx, and without what needs a person or a screen. */
function stepsOf(page: string, replacements: readonly (readonly [string, string])[]): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/```sh\n(.*?)```/gsu)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => replacements.reduce((text, [from, to]) => text.replaceAll(from, to), line))
    .map((line) => line.replace(/^npx banyan /u, ''));
}

async function askUntilCompared(url: string): Promise<void> {
  const ask = visitorOf(url);
  await vi.waitFor(
    async () => {
      expect((await ask('GET /api/books/7')).status).toBe(200);
      expect(await run('routes status')).toMatch(/shadow: \d+ compared since the start, 0 differ/u);
    },
    { timeout: 30_000, interval: 300 },
  );
}

async function run(line: string): Promise<string> {
  const child = spawn(process.execPath, [bin, ...line.split(' ')], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (text += piece.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(`${line}: ${code === 0 ? 'ok' : text}`).toBe(`${line}: ok`);
  return text;
}

/** Nobody else is likely to take it until the proxy does; the plan names its ports. */
async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}
