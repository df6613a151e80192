import { expect, test } from 'vitest';
import { readCode } from './read-code.ts';

test('with and without data the modules and dependencies are the same', async () => {
  const host = {
    epoch: Date.now,
    now: () => 0,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  const [lean, full] = await Promise.all(
    [false, true].map((data) => readCode('fixtures/bookshop', { cache: false, data }, host)),
  );

  expect(lean?.dependencies.length).toBeGreaterThan(100);
  expect(lean?.dependencies).toEqual(full?.dependencies);
  expect(lean?.modules).toEqual(full?.modules.map(({ id }) => ({ id })));
});
