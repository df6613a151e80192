import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { compareReports } from '../../reports/compare/compare-reports.ts';
import { buildReport } from '../../reports/model/build-report.ts';
import { json } from '../../reports/text/formats/json.ts';
import { systemOf } from '../../reports/text/system/system-of.ts';
import { reportJsonSchema } from '../../scripts/report-schema.js';
import { hostileAnalysis } from './hostile-analysis.ts';

const published = JSON.parse(
  readFileSync(new URL('../../docs/schemas/report.schema.json', import.meta.url), 'utf8'),
) as object;
const bookshop = JSON.parse(
  readFileSync(new URL('../../fixtures/bookshop/expected.json', import.meta.url), 'utf8'),
) as Analysis;

test('the published schema of the JSON report is that of the types', () => {
  expect(JSON.parse(JSON.stringify(reportJsonSchema()))).toEqual(published);
});

test('what is written fits it, alone and beside an older analysis', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(published);
  const check = (analysis: Analysis, older: Analysis) => {
    const comparison = compareReports(buildReport(older), buildReport(analysis));
    for (const system of [systemOf(analysis), { ...systemOf(analysis), comparison }]) {
      validate(JSON.parse(json.render(system)));
      expect(validate.errors ?? []).toEqual([]);
    }
  };
  check(bookshop, bookshop);
  fc.assert(fc.property(hostileAnalysis, hostileAnalysis, check), { numRuns: 50 });
});

test('it refuses what is no report', () => {
  const validate = new Ajv({ strict: false }).compile(published);

  expect([validate({}), validate(bookshop)]).toEqual([false, false]);
});
