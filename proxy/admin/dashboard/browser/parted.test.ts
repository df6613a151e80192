import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parted, type Piece } from './parted.ts';

const marked = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

const whole = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
const shared = (pieces: readonly Piece[]): string => whole(pieces.filter(({ differs }) => !differs));

test('several differences are marked each by itself, and what lies between is not', () => {
  const [left, right] = parted('{\n a: 1,\n b: 2,\n c: 3\n}\n', '{\n a: "1",\n b: 2,\n}\n');
  expect(marked(left)).toBe('{\n[ a: 1,\n] b: 2,\n[ c: 3\n]}\n');
  expect(marked(right)).toBe('{\n[ a: "1",\n] b: 2,\n}\n');
  expect(parted('10.5', '10.75').map(marked)).toEqual(['10.5', '10.[7]5']);
});

test('the pieces are the text, and what is shared is the same on both sides', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '\n', '😀', '{', '1'), { maxLength: 60 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [left, right] = parted(one, other);
      expect([whole(left), whole(right)]).toEqual([one, other]);
      expect(shared(left)).toBe(shared(right));
    }),
  );
});
