import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze, serializeAnalysis } from '../analyzer/index.ts';

test.each(['bookshop', 'clinic', 'forum'])('the whole analysis of %s is the expected one', async (name) => {
  const host = {
    epoch: () => 0,
    now: () => 0,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  const { analysis } = await analyze(`fixtures/${name}`, { cache: false, commits: 0 }, host);
  const expected: unknown = JSON.parse(readFileSync(`fixtures/${name}/expected.json`, 'utf8'));

  expect(JSON.parse([...serializeAnalysis(analysis)].join(''))).toEqual(expected);
});
