import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
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

test('the support matrix has a row for every extractor, with a fixture that is there', () => {
  const text = readFileSync(new URL('../../../docs/support-matrix.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([\w-]+)` \|.*\| `([\w-]+)` \|$/gmu)];

  expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(extractors.map(({ name }) => name)));
  for (const [, , fixture] of rows) expect(readdirSync(root)).toContain(fixture);
});
