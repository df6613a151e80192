import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsOf } from './words.ts';

it.each([
  ['OrderItemsDTO', ['order', 'items', 'dto']],
  ['HTTPServer2Go', ['http', 'server2', 'go']],
  ['src/order-item_v2.ts', ['src', 'order', 'item', 'v2', 'ts']],
  ['', []],
])('parts %s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

it('parts ASCII as it parts any other text', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'abzABZ019-_/. $'.split('')), maxLength: 14 });
  fc.assert(
    fc.property(texts, (text) => {
      expect(wordsOf(text)).toEqual(wordsOf(`${text} é`).slice(0, -1));
    }),
  );
});
