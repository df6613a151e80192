import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ReadRequest } from './read-batch.ts';
import { openBatch } from './read-batch.ts';
import { readInWorkers } from './reading-pool.ts';

const root = mkdtempSync(join(tmpdir(), 'reading-pool-'));
afterAll(() => rmSync(root, { recursive: true }));

const requests: ReadRequest[] = Array.from({ length: 300 }, (_, number) => {
  const path = `${number}.ts`;
  if (number % 50 !== 0) writeFileSync(join(root, path), `export const größe${number} = ${number};\n`);
  return { path, absolute: join(root, path) };
});

async function read(workers: number, known: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  await readInWorkers(requests, {
    workers,
    known,
    signal: new AbortController().signal,
    onReplies: (replies) =>
      found.push(...replies.map(({ path, key, json }) => `${path} ${key} ${json?.toString() ?? ''}`)),
  });
  return found.sort();
}

const keys = openBatch(requests, new Set()).files.map(({ key }) => key);

test.each([
  ['nothing is known', []],
  ['half is known', keys.slice(0, 150)],
  ['all is known', keys],
])('one worker, for which files are opened, reads what two read: %s', async (_, known) => {
  const alone = await read(1, known);

  expect(alone).toHaveLength(300);
  expect(alone.filter((line) => line.includes('größe'))).toHaveLength(keys.length - known.length);
  expect(alone).toEqual(await read(2, known));
});

test('stops where the signal says so', async () => {
  const stop = new AbortController();
  const pending = readInWorkers(requests, {
    workers: 1,
    known: [],
    signal: stop.signal,
    onReplies: () => stop.abort(new Error('enough')),
  });

  await expect(pending).rejects.toThrow('enough');
});
