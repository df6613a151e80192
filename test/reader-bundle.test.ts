import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFacts } from '../analyzer/evidence/facts/read-facts.ts';

const built = (await import(
  new URL('../dist/analyzer/evidence/facts/read-facts.js', import.meta.url).href
)) as { readFacts: typeof readFacts };

test.each(sourcesBelow('fixtures', 'cli/tui'))(
  'the bundled reader says of %s what its source says',
  (path) => {
    const text = readFileSync(path, 'utf8');

    expect(built.readFacts(path, text)).toEqual(readFacts(path, text));
  },
);

test.each([
  'const x = {{{ ; class {\n',
  'a b c ) } ]',
  '`${',
  'let #x = /(/u; @dec',
  'import { } from; export * as',
])('… and of broken code: %s', (text) => {
  expect(built.readFacts('broken.ts', text)).toEqual(readFacts('broken.ts', text));
});

function sourcesBelow(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => /\.[jt]sx?$/u.test(path) && !/node_modules|dist\//u.test(path))
    .sort();
}
