import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Analysis } from '../analyzer/index.ts';
import { runCli } from './run-cli.ts';
import { temporaryFolder } from './temporary-repository.ts';

const read = (folder: string, name: string): Analysis =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Analysis;

function bookshop(): string {
  const folder = temporaryFolder();
  cpSync('fixtures/bookshop', folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  return folder;
}

/** A day of a shop: what is looked at is looked at often, by clients that go from a book to its reviews. */
function logOf(endpoints: Analysis['endpoints']): string {
  const lines: string[] = [];
  const say = (client: number, path: string, method = 'GET'): void => {
    const minute = String(client % 60).padStart(2, '0');
    lines.push(
      `10.0.${client >> 8}.${client & 255} - - [10/Oct/2025:13:${minute}:36 +0000] "${method} ${path} HTTP/1.1" 200 1`,
    );
  };
  const gets = endpoints
    .filter(({ method, protocol }) => method === 'GET' && protocol === 'http')
    .slice(0, 8);
  for (let client = 0; client < 300; client++) {
    for (const { path } of gets.slice(0, 1 + (client % gets.length)))
      say(client, path.replaceAll(/:\w+/gu, String(client)));
    say(client, '/metrics');
  }
  return lines.join('\n');
}

test('observed traffic is a view, speaks for the order, and shows what is never called and what is not declared', async () => {
  const folder = bookshop();
  await runCli(folder, ['analyze', '--no-history', '--no-cache', '--out', 'before.json']);
  writeFileSync(join(folder, 'access.log'), logOf(read(folder, 'before.json').endpoints));
  const imported = await runCli(folder, ['traffic', 'import', 'access.log']);

  const run = await runCli(folder, [
    'analyze',
    '--no-history',
    '--no-cache',
    '--traffic',
    '--out',
    'after.json',
  ]);
  await runCli(folder, ['analyze', '--no-history', '--no-cache', '--out', 'again.json']);

  expect([imported.exitCode, run.exitCode]).toEqual([0, 0]);
  const { traffic, roadmap } = read(folder, 'after.json');
  expect(traffic?.called).toHaveLength(8);
  expect(traffic?.undeclared).toEqual([{ method: 'GET', path: '/metrics', requests: 300 }]);
  expect(traffic?.neverCalled.length).toBeGreaterThan(5);
  expect(traffic?.together.length).toBeGreaterThan(5);
  const shares = roadmap.map((step) => step.traffic ?? Number.NaN);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(shares.some((share) => share > 0)).toBe(true);
  expect(run.stdout).toContain('Traffic');
  expect(run.stdout).toContain('GET /metrics (300)');
  const bytes = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(bytes('again.json')).toBe(bytes('before.json'));
  expect(bytes('before.json')).not.toContain('"traffic"');
});

test('refuses what is no traffic, with the place', async () => {
  const folder = bookshop();
  writeFileSync(join(folder, 'bad.json'), '{"formatVersion":1}');

  const missing = await runCli(folder, ['analyze', '--traffic']);
  const bad = await runCli(folder, ['analyze', '--no-history', '--no-cache', '--traffic', 'bad.json']);

  expect([missing.exitCode, bad.exitCode]).toEqual([2, 2]);
  expect(missing.stderr).toContain('Cannot read traffic');
  expect(bad.stderr).toContain('TRAFFIC_INVALID');
});
