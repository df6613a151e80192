import { expect, test } from 'vitest';
import type { Term } from '../sketch/term.ts';
import { eachKey } from './evaluation.ts';

test('tells loops over lists apart without looking at the whole of a long one', () => {
  let looked = 0;
  const item = (): Term =>
    Object.defineProperty({ kind: 'unknown' } as const, 'toJSON', { value: () => (looked += 1) }) as Term;
  const listOf = (length: number): Term => ({ kind: 'list', items: Array.from({ length }, item) });

  expect(eachKey('a.ts', listOf(10_000))).not.toBe(eachKey('a.ts', listOf(9999)));
  expect(looked).toBeLessThan(20);
});
