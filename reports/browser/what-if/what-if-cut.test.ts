import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scorePlacement } from '../../../analyzer/index.ts';
import { townAnalysis } from '../../../test/reports/page-fixture.ts';
import { cutSourcesOf } from '../../model/cut-sources-of.ts';
import { viewCut } from '../../model/view-cut.ts';
import { packAnalysis } from '../../page-data/pack-analysis.ts';
import { unpackAnalysis } from '../../page-data/unpack-analysis.ts';
import { applyEdits } from './what-if-cut.ts';

const analysis = townAnalysis();
// As the page has it: packed, sent, unpacked.
const source = unpackAnalysis(
  JSON.parse(JSON.stringify(packAnalysis(analysis))) as ReturnType<typeof packAnalysis>,
);
const base = cutSourcesOf(source).find(({ name }) => name === 'recommended')!;
const names = base.services.map(({ name }) => name);
const move = fc.record({
  op: fc.constant('move' as const),
  modules: fc.uniqueArray(fc.constantFrom(...source.modules.map(({ id }) => id)), {
    minLength: 1,
    maxLength: 4,
  }),
  to: fc.constantFrom(...names),
});

test('random moves score as the analyzer scores them', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 8 }), (operations) => {
      const { after, cut, refused } = applyEdits(source, base, operations);
      const serviceOf = new Map(
        cut.services.flatMap(({ name, modules }) => modules.map((id) => [id, name] as const)),
      );
      const whole = scorePlacement(analysis, (module) => serviceOf.get(module));

      expect(refused).toEqual([]);
      for (const [name, value] of Object.entries(whole))
        expect([name, after.scores[name]]).toEqual([name, value]);
    }),
  );
});

test('the views of an edited cut count what the scores count', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 8 }), (operations) => {
      const { after, cut } = applyEdits(source, base, operations);
      const view = viewCut(source, cut);

      expect({
        services: view.services.length,
        cycles: view.cycles.length,
        contestedTables: view.tables.filter(({ conflict }) => conflict === 'written').length,
        cutTransactions: view.cutTransactions.length,
      }).toEqual({
        services: after.scores['services'],
        cycles: after.scores['cycles'],
        contestedTables: after.scores['contestedTables'],
        cutTransactions: after.measures.cutTransactions,
      });
    }),
  );
});

test('an edit that names nothing is told, and the others are done', () => {
  const { refused, cut } = applyEdits(source, base, [
    { op: 'move', modules: ['no/such.ts'], to: 'nowhere' },
    { op: 'merge', services: [names[0]!, names[1]!], into: names[0]! },
  ]);

  expect(refused).toHaveLength(1);
  expect(cut.services).toHaveLength(names.length - 1);
});
