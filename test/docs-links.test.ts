import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Every Markdown page of ours. */
const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'fixtures/bookshop/README.md',
  'fixtures/clinic/README.md',
  'fixtures/forum/README.md',
];

test.each(pages)('the links of %s lead somewhere', (page) => {
  const text = readFileSync(page, 'utf8');
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(([, target]) => target ?? '');

  expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
});
