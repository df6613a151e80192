import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromAddress, toAddress } from './address.ts';
import { nextState, type PageState, VIEWS } from './page-state.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const selection = fc.oneof(
  fc.record({ kind: fc.constant('service' as const), name }),
  fc.record({ kind: fc.constant('link' as const), from: name, to: name }),
  fc.record({ kind: fc.constant('module' as const), id: name }),
  fc.record({ kind: fc.constant('table' as const), name }),
);
const operation = fc.oneof(
  fc.record({
    op: fc.constant('move' as const),
    modules: fc.array(name, { minLength: 1, maxLength: 3 }),
    to: name,
  }),
  fc.record({
    op: fc.constant('merge' as const),
    services: fc.array(name, { minLength: 2, maxLength: 3 }),
    into: name,
  }),
  fc.record({ op: fc.constant('addService' as const), service: name }),
);
const state: fc.Arbitrary<PageState> = fc.record({
  view: fc.constantFrom(...VIEWS),
  cut: fc.constantFrom('coarse' as const, 'recommended' as const),
  selection: fc.option(selection, { nil: undefined }),
  operations: fc.array(operation, { maxLength: 4 }),
});
const cuts = ['coarse', 'recommended', 'fine'] as const;

test('an address leads back to what it was made from', () => {
  fc.assert(
    fc.property(state, (shown) => {
      expect(fromAddress(toAddress(shown, 'recommended'), cuts, 'recommended')).toEqual(shown);
    }),
  );
});

test('any text is an address of something', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `#map?edits=${text}`),
      ),
      (text) => {
        const found = fromAddress(text, cuts, 'recommended');

        expect(VIEWS).toContain(found.view);
        expect(Array.isArray(found.operations)).toBe(true);
      },
    ),
  );
});

test('edits belong to one cut', () => {
  const before: PageState = { view: 'map', cut: 'fine', operations: [{ op: 'addService', service: 'x' }] };

  expect(nextState(before, { do: 'cut', cut: 'fine' })).toBe(before);
  expect(nextState(before, { do: 'cut', cut: 'coarse' }).operations).toEqual([]);
});
