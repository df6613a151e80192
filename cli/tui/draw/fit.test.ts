import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { clip, fit, widthOf } from './fit.ts';

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...Array.from('aä▸▾●○█░→↑↓−…·✓─│┌┐└┘━中😀é\u0301 ')), maxLength: 400 }),
);

test('a text is as wide as the tables of Unicode say', () => {
  fc.assert(
    fc.property(text, (each) => {
      expect(widthOf(each)).toBe(stringWidth(each));
    }),
  );
});

test('what is fitted or clipped has exactly the width', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (each, width) => {
      expect([stringWidth(fit(each, width)), stringWidth(clip(each, width))]).toEqual([width, width]);
    }),
  );
});

test('a sign of warning takes one column, as in terminals', () => {
  expect([widthOf('⚠ circle'), fit('⚠ circle', 9)]).toEqual([8, '⚠ circle ']);
});

test('a very long text keeps its beginning', () => {
  expect(clip('service-1 → service-2 → '.repeat(10_000), 24)).toBe('service-1 → service-2 →…');
});
