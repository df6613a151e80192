import type { Baseline } from '../../analyzer/model/analysis.ts';
import type { Direction, ScoreView } from './report.ts';

/** The scores that people are shown, most telling first; docs/scores.md has the formulas. */
const SCORES: readonly (readonly [name: string, label: string, better: Direction, meaning: string])[] = [
  ['services', 'Services', 'neither', 'How many services the cut has.'],
  ['icp', 'Calls that cross', 'lower', 'Share of the calls between modules that would cross a network.'],
  [
    'crossingPairs',
    'Crossing pairs',
    'lower',
    'Pairs of modules that depend on each other across a boundary.',
  ],
  ['cycles', 'Circles', 'lower', 'Groups of services that need each other in a circle.'],
  ['contestedTables', 'Contested tables', 'lower', 'Tables that two or more services write.'],
  ['cutTransactions', 'Cut transactions', 'lower', 'Transactions over tables of several services.'],
  ['modularity', 'Modularity', 'higher', 'How much more coupling stays inside than chance would give.'],
  ['sm', 'Structural modularity', 'higher', 'Density inside services less density between them.'],
  ['lockstep', 'Lockstep', 'lower', 'Share of the commits that touch several services.'],
  ['bcp', 'Use cases a service', 'lower', 'Mean logarithm of the use cases that reach a service.'],
  ['largestShare', 'Largest share', 'lower', 'Share of the modules that is in the largest service.'],
  ['singletons', 'Singletons', 'lower', 'Services of a single module.'],
  ['nedRelative', 'Uneven sizes', 'lower', 'Share of the modules in services far from the mean size.'],
  ['ifn', 'Interfaces', 'lower', 'Crossing pairs for each service.'],
  [
    'cmod',
    'Cluster modularity',
    'higher',
    'Mean share of the coupling of a service that stays inside, 0 to 100.',
  ],
];

export function scoresOf(
  metrics: Readonly<Record<string, number>>,
  baselines: readonly Baseline[],
): readonly ScoreView[] {
  const of = (name: Baseline['name']) => baselines.find((each) => each.name === name)?.metrics;
  const nothing = of('do-nothing');
  const folders = of('folders');
  return SCORES.flatMap(([name, label, better, meaning]) => {
    const value = metrics[name];
    if (value === undefined) return [];
    const doNothing = nothing?.[name];
    const byFolder = folders?.[name];
    return {
      name,
      label,
      better,
      meaning,
      value,
      ...(doNothing === undefined ? {} : { doNothing }),
      ...(byFolder === undefined ? {} : { folders: byFolder }),
    };
  });
}
