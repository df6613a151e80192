import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { readCode } from './read-code.ts';

const host = {
  epoch: Date.now,
  now: () => 0,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

test('reads what an analysis reads, with and without data', async () => {
  const lean = await readCode('fixtures/bookshop', { cache: false, data: false }, host);
  const full = await readCode('fixtures/bookshop', { cache: false, data: true }, host);
  const { analysis } = await analyze('fixtures/bookshop', { cache: false, commits: 0 }, host);

  expect(analysis.accesses.length).toBeGreaterThan(50);
  expect(full.accesses).toEqual(analysis.accesses);
  expect(full.transactions).toEqual(analysis.transactions);
  expect(full.dependencies).toEqual(analysis.dependencies);
  expect(lean.dependencies).toEqual(analysis.dependencies);
  expect(lean.modules).toEqual(analysis.modules.map(({ id }) => ({ id })));
  expect([lean.accesses, lean.transactions]).toEqual([[], []]);
});
