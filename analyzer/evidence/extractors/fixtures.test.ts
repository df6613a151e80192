import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fixtureSupport, renderSupportMatrix } from '../../../scripts/write-support-matrix.js';
import { extractors } from './registry.ts';
import { extractFolder } from '../../../test/extract-folder.ts';

const root = fileURLToPath(new URL('../../../fixtures/frameworks/', import.meta.url));

/** One line a fact, so that a difference reads well. `UPDATE_FIXTURES=1` writes what was found, for a person to check. */
test.each(readdirSync(root).sort())('reads all of %s and nothing else', async (name) => {
  const found = await extractFolder(join(root, name));
  const path = join(root, name, 'expected.json');
  if (process.env['UPDATE_FIXTURES']) writeFileSync(path, `${JSON.stringify(found, undefined, 2)}\n`);

  expect(found).toEqual(JSON.parse(readFileSync(path, 'utf8')));
});

test('every extractor has a fixture that says what is read and what is missed', () => {
  const main = fixtureSupport().filter(({ misses }) => misses !== undefined && misses !== '');
  const names = main.map(({ extractor }) => extractor);

  expect(new Set(names)).toEqual(
    new Set(['(injection)', '(migrations)', ...extractors.map(({ name }) => name)]),
  );
  expect(names).toHaveLength(extractors.length + 2);
});

test('the support matrix is what the fixtures say', () => {
  const text = readFileSync(new URL('../../../docs/support-matrix.md', import.meta.url), 'utf8');

  expect(text).toBe(renderSupportMatrix());
});

test('what is claimed is used by a fixture of its extractor', () => {
  const all = fixtureSupport();
  const missing = all.flatMap(({ extractor, packages = [] }) => {
    const code = all.filter((one) => one.extractor === extractor).map(({ name }) => textOf(name));
    return claimed(packages).filter((name) => !code.some((text) => imports(text, name)));
  });

  expect(missing).toEqual([]);
});

/** Names of packages; those of a whole scope (`@nestjs/…`) are written out. */
function claimed(packages: readonly string[]): string[] {
  return packages.flatMap((text) => [...text.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name));
}

function imports(text: string, name: string): boolean {
  return (
    text.includes(`'${name}'`) ||
    text.includes(`'${name}/`) ||
    text.includes(name === 'fetch' ? 'fetch(' : name)
  );
}

function textOf(fixture: string): string {
  return readdirSync(join(root, fixture), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/u.test(path))
    .map((path) => readFileSync(join(root, fixture, path), 'utf8'))
    .join('\n');
}
