import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { buildReport, systemOf, textFormats, toPageData } from '../../reports/index.ts';
import { sampleFormats } from '../../scripts/sample-formats.js';
import { unzip } from '../browser/unzip.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bookshop = JSON.parse(read('fixtures/bookshop/expected.json')) as Analysis;

test.each(sampleFormats)('the sample is up to date: %s (else `npm run sample`)', (name) => {
  const format = textFormats.find((each) => each.name === name);

  expect(read(`docs/sample/${format?.file}`)).toBe(format?.render(systemOf(bookshop)));
});

test('the sample is up to date: the analysis that its page shows (else `npm run sample`)', () => {
  const [, data = ''] = /<script[^>]* id="data"[^>]*>([^<]*)</u.exec(read('docs/sample/report.html')) ?? [];

  expect(unzip(data)).toEqual(JSON.parse(JSON.stringify(toPageData(bookshop, buildReport(bookshop)))));
});
