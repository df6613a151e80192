import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { analyze, serializeAnalysis } from '../analyzer/index.ts';
import { analysisJsonSchema } from '../scripts/analysis-schema.js';

const published = JSON.parse(readFileSync('docs/schemas/analysis.schema.json', 'utf8')) as object;

test('the published schema of analysis.json is that of the types', () => {
  expect(JSON.parse(JSON.stringify(analysisJsonSchema()))).toEqual(published);
});

test('the analysis of the bookshop fits the published schema', async () => {
  const host = {
    epoch: () => 0,
    now: () => 0,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  const { analysis } = await analyze('fixtures/bookshop', { cache: false, commits: 0 }, host);
  const validate = new Ajv({ strict: false, allErrors: true }).compile(published);

  validate(JSON.parse([...serializeAnalysis(analysis)].join('')));

  expect(validate.errors ?? []).toEqual([]);
});

test('the published schema refuses what is no analysis', () => {
  const validate = new Ajv({ strict: false }).compile(published);

  expect([validate({}), validate({ formatVersion: 2 })]).toEqual([false, false]);
});
