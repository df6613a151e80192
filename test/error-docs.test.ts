import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOMS = ['analyzer', 'cli', 'plan', 'proxy', 'reports', 'what-if'];

/** Codes of every `…ErrorCode` union: the closed sets. */
function codesInSource(): string[] {
  return ROOMS.filter((room) => existsSync(room)).flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('-error.ts'))
      .flatMap((file) => codesIn(readFileSync(`${room}/${file}`, 'utf8'))),
  );
}

function codesIn(text: string): string[] {
  const union = /export type \w+ErrorCode =([^;]+);/u.exec(text)?.[1] ?? '';
  return [...union.matchAll(/'([A-Z_]+)'/gu)].map(([, code]) => code ?? '');
}

test('docs/errors.md explains every error code, and no other', () => {
  const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(
    ([, code]) => code ?? '',
  );

  expect(documented.sort()).toEqual(codesInSource().sort());
});

test('every error code is given somewhere: none is a promise alone', () => {
  const sources = ROOMS.filter((room) => existsSync(room)).flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$|-error\.ts$/u.test(file))
      .map((file) => readFileSync(`${room}/${file}`, 'utf8')),
  );
  const text = sources.join('\n');

  expect(codesInSource().filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});
