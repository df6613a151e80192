import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from './text-lines.ts';

test('what does not fit goes on below, further in', () => {
  expect(textLines(['Short', '  line 5 → src/a/very/long/path.ts (call, 3; shared)'], 40)).toEqual([
    'Short',
    '  line 5 → src/a/very/long/path.ts',
    '      (call, 3; shared)',
  ]);
});

test('no word is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 120 })),
      fc.integer({ min: 20, max: 90 }),
      (lines, columns) => {
        expect(words(textLines(lines, columns))).toEqual(words(lines));
      },
    ),
  );
});

function words(lines: readonly string[]): string[] {
  return lines.join(' ').split(' ').filter(Boolean);
}
