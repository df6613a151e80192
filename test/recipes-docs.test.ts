import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Recipe {
  readonly file: string;
  readonly name: string;
}

function recipes(): Recipe[] {
  const rows = readFileSync('docs/recipes.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) => {
    const [, , file = '', name = ''] = line.split('|').map((cell) => cell.trim());
    return { file, name };
  });
}

test('every recipe names a test that there is', () => {
  const all = recipes();
  const missing = all.filter(
    ({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(name),
  );
  expect(missing).toEqual([]);
  expect(all.length).toBeGreaterThan(40);
});
