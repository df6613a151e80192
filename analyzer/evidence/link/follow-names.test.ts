import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resolve } from '../../model/codebase.ts';
import type { ExportFact, FileFacts } from '../facts/file-facts.ts';
import { createNameFollower, type Declaration } from './follow-names.ts';

const resolve: Resolve = (_, path) => ({ kind: 'internal', path });

function factsOf(exports: readonly ExportFact[]): FileFacts {
  return { lines: 1, imports: [], exports, classes: [], syntaxErrors: 0 };
}

const MODULES = Array.from({ length: 14 }, (_, index) => `m${index}`);
const NAMES = ['a', 'b', 'c', 'default'];
const fact: fc.Arbitrary<ExportFact> = fc.oneof(
  fc.record({
    kind: fc.constant('local' as const),
    name: fc.constantFrom(...NAMES),
    line: fc.constant(1),
  }),
  fc.record({
    kind: fc.constant('reexport' as const),
    name: fc.constantFrom(...NAMES),
    imported: fc.constantFrom(...NAMES, '*'),
    specifier: fc.constantFrom(...MODULES),
  }),
);
const star: fc.Arbitrary<ExportFact> = fc.record({
  kind: fc.constant('star' as const),
  specifier: fc.constantFrom(...MODULES, 'absent'),
});
/** Barrels of a few stars and of many, in circles too. */
const file = fc
  .tuple(fc.array(fact, { maxLength: 2 }), fc.array(star, { maxLength: 11 }))
  .map(([own, stars]) => factsOf([...own, ...stars]));

test('finds what a search through every star in source order finds', () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: MODULES.length, maxLength: MODULES.length }), (files) => {
      const facts = new Map(files.map((one, index) => [`m${index}`, one]));
      const follow = createNameFollower(facts, resolve);
      for (const module of MODULES) {
        for (const name of NAMES) expect(follow(module, name)).toEqual(searched({ module, name }, facts, []));
      }
    }),
  );
});

test('a hundred barrels that pass each other on are left without an answer, in time', () => {
  const names = Array.from({ length: 100 }, (_, index) => `m${index}`);
  const stars = names.map((specifier) => ({ kind: 'star' as const, specifier }));
  const follow = createNameFollower(new Map(names.map((name) => [name, factsOf(stars)])), resolve);

  expect(follow('m0', 'absent')).toBeUndefined();
});

/** The rule at its plainest; a place that was seen is not looked at twice. */
function searched(
  at: Declaration,
  facts: ReadonlyMap<string, FileFacts>,
  seen: string[],
): Declaration | undefined {
  const key = `${at.module} ${at.name}`;
  const own = facts.get(at.module);
  if (!own || seen.includes(key)) return undefined;
  seen.push(key);
  if (at.name === '*') return at;
  const first = own.exports.find((one) => one.kind !== 'star' && one.name === at.name);
  if (first?.kind === 'local') return { module: at.module, name: first.name };
  for (const onward of first ? [first] : own.exports.filter(({ kind }) => kind === 'star')) {
    const found = searched(next(onward, at.name), facts, seen);
    if (found) return found;
  }
  return undefined;
}

function next(onward: ExportFact, name: string): Declaration {
  if (onward.kind === 'reexport') return { module: onward.specifier, name: onward.imported };
  const passesOn = onward.kind === 'star' && name !== 'default';
  return { module: passesOn ? onward.specifier : 'none', name };
}
