import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { extractFolder } from '../../../test/extract-folder.ts';

const folder = fileURLToPath(new URL('../../../fixtures/frameworks/transactions/', import.meta.url));

/** `// transaction: orders, stock` stands above the line that opens it. */
function labels(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(join(folder, 'src'))) {
    const lines = readFileSync(join(folder, 'src', name), 'utf8').split('\n');
    lines.forEach((line, at) => {
      const entities = /\/\/ transaction: (.+)$/u.exec(line)?.[1];
      if (entities !== undefined) found.add(`src/${name}:${at + 2} [${entities}]`);
    });
  }
  return found;
}

test('transactions of all data layers: precision at least 95 %, recall at least 90 %', async () => {
  const labelled = labels();
  const { transactions = [] } = await extractFolder(folder);
  const found = transactions.map((line) => line.replace(/^(\S+) .*\[/u, '$1 ['));
  const right = found.filter((one) => labelled.has(one));
  const missed = [...labelled].filter((one) => !found.includes(one));
  const wrong = found.filter((one) => !labelled.has(one));

  expect(labelled.size).toBeGreaterThanOrEqual(30);
  expect({ wrong, share: right.length / found.length >= 0.95 }).toEqual({ wrong, share: true });
  expect({ missed, share: right.length / labelled.size >= 0.9 }).toEqual({ missed, share: true });
});
