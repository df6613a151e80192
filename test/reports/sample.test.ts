import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { buildReport, systemOf, textFormats } from '../../reports/index.ts';
import { sampleFormats } from '../../scripts/sample-formats.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bookshop = JSON.parse(read('fixtures/bookshop/expected.json')) as Analysis;

test.each(sampleFormats)('the sample is up to date: %s (else `npm run sample`)', (name) => {
  const format = textFormats.find((each) => each.name === name);

  expect(read(`docs/sample/${format?.file}`)).toBe(format?.render(systemOf(bookshop)));
});

/** Not its bytes: the page's own code may be newer than the sample. */
test('the sample is up to date: what its page says without JavaScript (else `npm run sample`)', () => {
  const page = read('docs/sample/report.html');
  const { verdict, recommended } = buildReport(bookshop);

  expect(page).toContain(verdict.summary);
  for (const reason of verdict.reasons) expect(page).toContain(reason);
  for (const { name } of recommended.services) expect(page).toContain(`>${name}<`);
});
