import { expect, test } from 'vitest';
import { EdgeList } from '../graph/edge-list.ts';
import { seededRandom } from '../graph/seeded-random.ts';
import { buildWeightedGraph } from '../graph/weighted-graph.ts';
import { evidenceOf } from '../../test/evidence-of.ts';
import { compareWithChance } from './null-model.ts';
import { redrawMembers } from './redraw-members.ts';

test('structure above chance is measured in standard deviations of the draws', () => {
  // Two pairs that nothing joins have modularity ½, one pair 0. Four of eight draws are each: mean ¼, variance 8 × (¼)² ÷ 7.
  const pairs = graphOf([
    [0, 1],
    [2, 3],
  ]);
  let draw = 0;
  const redraw = () => (draw++ % 2 === 0 ? pairs : graphOf([[0, 1]]));

  const { quality, chance, z, draws } = compareWithChance(pairs, { seed: 1, redraw });

  expect({ quality, chance, draws }).toEqual({ quality: 0.5, chance: 0.25, draws: 8 });
  expect(z).toBeCloseTo(0.25 / Math.sqrt((8 * 0.25 ** 2) / 7), 10);
});

test('a graph without edges has no structure to compare', () => {
  expect(compareWithChance(graphOf([]), { seed: 1 })).toEqual({ quality: 0, chance: 0, z: 0, draws: 0 });
});

test('chance keeps how many modules a use case has, and how many a module is in', () => {
  const useCases = [
    { id: 'one', modules: ['a', 'b', 'a'] },
    { id: 'two', modules: ['b', 'c', 'd'] },
    { id: 'three', modules: ['a'] },
  ];
  const drawn = redrawMembers({ ...evidenceOf([['a', 'b']]), useCases }, seededRandom(3)).useCases;

  expect(drawn.map(({ modules }) => modules.length)).toEqual([3, 3, 1]);
  expect(drawn[0]!.modules[2]).toBe(drawn[0]!.modules[0]);
  const dealt = [...drawn[0]!.modules.slice(0, 2), ...drawn[1]!.modules, ...drawn[2]!.modules];
  expect(dealt.sort()).toEqual(['a', 'a', 'b', 'b', 'c', 'd']);
});

function graphOf(pairs: readonly (readonly [number, number])[]) {
  const edges = new EdgeList();
  for (const [u, v] of pairs) edges.push(u, v, 1);
  return buildWeightedGraph(4, edges);
}
