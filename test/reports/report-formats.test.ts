import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { textFormats } from '../../reports/index.ts';
import { runCli } from '../run-cli.ts';
import { temporaryFolder } from '../temporary-repository.ts';

const text = readFileSync(new URL('../../fixtures/bookshop/expected.json', import.meta.url), 'utf8');

/** A folder with an analysis and an older one, in which a service had another name. */
function workplace(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.banyan'));
  writeFileSync(join(folder, '.banyan/analysis.json'), text);
  const older = JSON.parse(text) as Analysis;
  const renamed = older.decompositions.map((cut) => ({
    ...cut,
    services: cut.services.map((each) => (each.name === 'cart' ? { ...each, name: 'basket' } : each)),
  }));
  writeFileSync(join(folder, 'old.json'), JSON.stringify({ ...older, decompositions: renamed }));
  return folder;
}

describe('banyan report --format', () => {
  test('prints one format, and nothing else, for a pipe', async () => {
    const { exitCode, stdout, stderr } = await runCli(workplace(), ['report', '--format', 'csv']);

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.startsWith('uses,"book","cart"')).toBe(true);
  });

  test('writes all of them to a folder that it makes', async () => {
    const folder = workplace();

    const { exitCode } = await runCli(folder, ['report', '--format', 'all', '--out', 'made/here']);

    expect(exitCode).toBe(0);
    expect(readdirSync(join(folder, 'made/here')).sort()).toEqual(textFormats.map(({ file }) => file).sort());
  });

  test('writes one to the file that is named, or by its own name to a folder', async () => {
    const folder = workplace();
    await runCli(folder, ['report', '--format', 'dot', '--out', 'a.gv']);
    await runCli(folder, ['report', '--format', 'mermaid', '--out', 'b/']);

    expect(existsSync(join(folder, 'a.gv'))).toBe(true);
    expect(readdirSync(join(folder, 'b'))).toEqual(['services.mmd']);
  });

  test('says in JSON what it wrote', async () => {
    const { stdout } = await runCli(workplace(), ['report', '--format', 'dot', '--out', 'x.dot', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'report',
      ok: true,
      data: { written: [{ format: 'dot', output: 'x.dot' }] },
    });
  });

  test.each([
    ['an unknown format', ['--format', 'visio'], 'There is no format "visio"', 'mermaid'],
    ['no format', ['--format', ','], 'names no format', 'mermaid'],
    ['several for one pipe', ['--format', 'dot,csv'], 'do not fit', '--out FOLDER'],
    ['an older analysis that is missing', ['--compare', 'gone.json'], 'gone.json', 'banyan analyze'],
  ])('%s ends with exit 2 and a way out', async (_, argv, message, hint) => {
    const { exitCode, stderr } = await runCli(workplace(), ['report', ...argv]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is told', async () => {
    const folder = workplace();
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o500);

    const run = await runCli(folder, ['report', '--format', 'dot', '--out', 'locked/']);

    expect([run.exitCode, run.stderr.includes('CANNOT_WRITE')]).toEqual([2, true]);
  });

  test('a file in the place of a folder is told', async () => {
    const run = await runCli(workplace(), ['report', '--format', 'all', '--out', 'old.json/x']);

    expect([run.exitCode, run.stderr.includes('CANNOT_WRITE')]).toEqual([2, true]);
  });
});

describe('banyan report --compare', () => {
  test('puts what changed first in Markdown, and into JSON', async () => {
    const folder = workplace();
    const compare = (format: string) =>
      runCli(folder, ['report', '--compare', 'old.json', '--format', format]);

    expect((await compare('markdown')).stdout).toMatch(
      /^## Since the older analysis\n\n\*\*1 service renamed/,
    );
    const { comparison } = JSON.parse((await compare('json')).stdout) as { comparison: object };
    expect(comparison).toMatchObject({ moved: [], endpoints: { added: [], removed: [] } });
  });
});
