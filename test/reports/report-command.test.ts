import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { serializeAnalysis } from '../../analyzer/index.ts';
import { runCli } from '../run-cli.ts';
import { temporaryFolder } from '../temporary-repository.ts';
import { townAnalysis } from './page-fixture.ts';

const town = [...serializeAnalysis(townAnalysis())].join('');

function folderWith(text: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.banyan'));
  writeFileSync(join(folder, '.banyan/analysis.json'), text);
  return folder;
}

test('writes the same page twice, beside the analysis', async () => {
  const folder = folderWith(town);
  const first = await runCli(folder, ['report', '--json']);
  const page = readFileSync(join(folder, '.banyan/report.html'));
  await runCli(folder, ['report', '--out', 'deep/down/again.html']);

  expect(JSON.parse(first.stdout)).toMatchObject({ ok: true, data: { output: '.banyan/report.html' } });
  expect(readFileSync(join(folder, 'deep/down/again.html')).equals(page)).toBe(true);
});

test.each([
  ['another version', '{"formatVersion":2}', /has format 2, and this banyan reads 1/u, /banyan analyze/u],
  ['something else', '{"name":"x"}', /is no analysis of banyan/u, /Run "banyan analyze"/u],
  ['a file that was cut off', town.slice(0, 4000), /is cut off/u, /Run "banyan analyze" again/u],
  ['no JSON', 'hello}', /is not JSON/u, /Run "banyan analyze" again/u],
  ['nothing', '', /is empty/u, /Run "banyan analyze" again/u],
  [
    'half an analysis',
    town.replace('"modules":', '"moduls":'),
    /is not a whole analysis: modules/u,
    /analyze/u,
  ],
])('%s is refused with the way out', async (_name, text, message, hint) => {
  const folder = folderWith(text);
  const { exitCode, stdout } = await runCli(folder, ['report', '--json']);
  const [diagnostic] = (
    JSON.parse(stdout) as { diagnostics: { code: string; message: string; hint: string }[] }
  ).diagnostics;

  expect([exitCode, diagnostic?.code]).toEqual([2, 'CANNOT_READ']);
  expect(diagnostic?.message).toMatch(message);
  expect(diagnostic?.hint).toMatch(hint);
  expect(existsSync(join(folder, '.banyan/report.html'))).toBe(false);
});

test('an analysis that is not there names the command that makes one', async () => {
  const { exitCode, stderr } = await runCli(temporaryFolder(), ['report']);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/There is no analysis at .*\n.*banyan analyze/u);
});

test('a place that cannot be written is told before anything is lost', async () => {
  const folder = folderWith(town);
  writeFileSync(join(folder, 'file'), '');
  const inTheWay = await runCli(folder, ['report', '--out', 'file/report.html']);

  expect([inTheWay.exitCode, inTheWay.stderr]).toEqual([2, expect.stringMatching(/^error CANNOT_WRITE/u)]);
});

test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
  const folder = folderWith(town);
  mkdirSync(join(folder, 'locked'));
  chmodSync(join(folder, 'locked'), 0o500);
  const { exitCode, stderr } = await runCli(folder, ['report', '--out', 'locked/report.html']);

  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^error CANNOT_WRITE/u)]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/src'])('no link leads to %s', async (template) => {
  const { exitCode, stderr } = await runCli(folderWith(town), ['report', '--source-link', template]);

  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^error USAGE/u)]);
});

test('a plan beside the analysis is a cut of its own', async () => {
  const folder = folderWith(town);
  await runCli(folder, ['plan', 'create', '--analysis', '.banyan/analysis.json']);
  await runCli(folder, ['report']);
  const page = readFileSync(join(folder, '.banyan/report.html'), 'utf8');
  const data = /id="data">([^<]*)</u.exec(page)?.[1] ?? '';

  const { plan } = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as {
    plan: { owners: string[] };
  };

  expect(plan.owners).toEqual(townAnalysis().decompositions[1]?.services.map(({ name }) => name));
});

test('analyze writes it in one go', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.ts'), "import { b } from './b.ts';\nexport const a = b;\n");
  writeFileSync(join(folder, 'b.ts'), 'export const b = 1;\n');
  const { exitCode, stdout } = await runCli(folder, ['analyze', '--no-cache', '--report', 'out/page.html']);

  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('out/page.html')]);
  expect(readFileSync(join(folder, 'out/page.html'), 'utf8')).toMatch(/^<!doctype html>/u);
});
