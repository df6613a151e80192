import { expect, test } from 'vitest';
import type { Codebase, Resolve } from '../model/codebase.ts';
import { limitToCruise, readCruise, resolveByCruise } from './read-cruise.ts';

const text = JSON.stringify({
  modules: [
    {
      source: 'src/a.ts',
      dependencies: [
        { module: '~webpack/b', resolved: 'src/b.ts' },
        { module: './gone', resolved: './gone', couldNotResolve: true },
      ],
    },
    { source: 'src/b.ts', dependencies: [] },
  ],
  summary: {},
});
const codebase = {
  files: ['src/a.ts', 'src/b.ts', 'src/c.ts'].map((path) => ({ path, size: 1, mtimeMs: 1 })),
  paths: new Set(['src/a.ts', 'src/b.ts', 'src/c.ts']),
} as unknown as Codebase;
const otherwise: Resolve = () => ({ kind: 'unresolved', reason: 'missing' });

test("resolves a team's own alias as its cruise does", () => {
  const resolve = resolveByCruise(readCruise(text), codebase, otherwise);

  expect(resolve('src/a.ts', '~webpack/b')).toEqual({ kind: 'internal', path: 'src/b.ts' });
});

test('leaves what the cruise could not resolve to our resolver', () => {
  const resolve = resolveByCruise(readCruise(text), codebase, otherwise);

  expect(resolve('src/a.ts', './gone')).toEqual({ kind: 'unresolved', reason: 'missing' });
});

test('keeps the files of the cruise', () => {
  expect(limitToCruise(codebase, readCruise(text)).files.map(({ path }) => path)).toEqual([
    'src/a.ts',
    'src/b.ts',
  ]);
});

test.each([
  ['{', 'BAD_CRUISE'],
  ['[]', 'BAD_CRUISE'],
  ['{"modules":[{"source":1}]}', 'BAD_CRUISE'],
])('refuses %s', (bad, code) => {
  expect(() => readCruise(bad)).toThrowError(expect.objectContaining({ code }) as Error);
});

test('refuses a cruise of another folder, naming its first file', () => {
  const elsewhere = readCruise(JSON.stringify({ modules: [{ source: 'lib/x.ts', dependencies: [] }] }));

  expect(() => limitToCruise(codebase, elsewhere)).toThrowError('lib/x.ts');
});
