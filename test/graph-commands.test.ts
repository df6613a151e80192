import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plantedEdges } from './evidence-of.ts';
import { runCli } from './run-cli.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-graph-'));
  const edges = plantedEdges({ parts: 6, size: 10, seed: 3, crossing: 0.1 });
  const ids = [...new Set(edges.flatMap(([from, to]) => [from, to]))];
  write('graph.json', {
    formatVersion: 1,
    name: 'planted',
    modules: ids.map((id) => ({ id })),
    dependencies: edges.map(([from, to, weight]) => ({ from, to, weight })),
  });
  const services = Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((part) => [`p${part}`, ids.filter((id) => id.startsWith(`p${part}/`))]),
  );
  write('truth.json', { services });
});

afterAll(() => rmSync(folder, { recursive: true }));

test('analyze --graph proposes the parts of a graph, twice the same', async () => {
  const first = await runCli(folder, ['analyze', '--graph', 'graph.json', '--json']);
  const second = await runCli(folder, ['analyze', '--graph', 'graph.json', '--json']);

  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(second.stdout).toBe(first.stdout);
  expect(dataOf(first.stdout)['services']).toHaveLength(6);
});

test('analyze --graph --services gives exactly so many', async () => {
  const { stdout } = await runCli(folder, ['analyze', '--graph', 'graph.json', '--services', '3', '--json']);

  expect(dataOf(stdout)['services']).toHaveLength(3);
});

test('score compares a saved analysis with a truth, beside doing nothing', async () => {
  await runCli(folder, ['analyze', '--graph', 'graph.json', '--out', 'analysis.json']);
  const { stdout, exitCode } = await runCli(
    folder,
    'score truth.json --analysis analysis.json --json'.split(' '),
  );

  expect(exitCode).toBe(0);
  expect(dataOf(stdout)).toMatchObject({
    truth: { recommended: { ari: 1, mojofm: 100, services: 6 } },
    scores: { 'do-nothing': { services: 1, icp: 0 } },
  });
});

test('why shows a chain of dependencies, and fails where there is none', async () => {
  await runCli(folder, ['analyze', '--graph', 'graph.json', '--out', 'analysis.json']);
  const why = (to: string) => runCli(folder, ['why', 'p0/m0x0', to, '--analysis', 'analysis.json']);

  expect(await why('p0/m0x1')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('└ value') as string,
  });
  expect(await why('p0/m0x0')).toMatchObject({ exitCode: 1 });
  expect(await why('p0/m0')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('UNKNOWN_MODULE') as string,
  });
});

test.each([
  ['a file that is not there', 'gone.json', 'CANNOT_READ'],
  ['a folder', '.', 'CANNOT_READ'],
  ['a truth', 'truth.json', 'GRAPH_INVALID'],
])('analyze --graph refuses %s', async (_, file, code) => {
  const { exitCode, stderr } = await runCli(folder, ['analyze', '--graph', file]);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(code);
});

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

function dataOf(stdout: string): Record<string, unknown> {
  return (JSON.parse(stdout) as { data: Record<string, unknown> }).data;
}
