import type { Baseline } from '../model/analysis.ts';
import type { Cut, ScoringFacts } from './scored-cut.ts';
import { scoreDecomposition } from './score-decomposition.ts';

/**
 * The scores of the cuts that cost nothing: everything in one service, and one service for each folder below the one
 * that all share. The same modules count as in the proposal.
 */
export function scoreBaselines(facts: ScoringFacts, proposed: Cut, folders: boolean): readonly Baseline[] {
  const whole: Cut = { serviceOf: proposed.serviceOf.map((service) => Math.min(service, 0)), count: 1 };
  return [
    { name: 'do-nothing', metrics: scoreDecomposition(facts, whole) },
    ...(folders
      ? [{ name: 'folders' as const, metrics: scoreDecomposition(facts, folderCut(facts, proposed)) }]
      : []),
  ];
}

function folderCut({ index }: ScoringFacts, proposed: Cut): Cut {
  const paths = index.modules.map(({ folder }) => folder.split('/'));
  const counted = paths.filter((_, v) => proposed.serviceOf[v]! >= 0);
  const depth = sharedDepth(counted);
  const numbers = new Map<string, number>();
  const serviceOf = proposed.serviceOf.map((service, v) => {
    if (service < 0) return -1;
    const folder = paths[v]!.slice(0, depth + 1).join('/');
    if (!numbers.has(folder)) numbers.set(folder, numbers.size);
    return numbers.get(folder)!;
  });
  return { serviceOf, count: numbers.size };
}

/** How many leading folders all paths have in common. */
function sharedDepth(paths: readonly (readonly string[])[]): number {
  const first = paths[0] ?? [];
  let depth = 0;
  while (depth < first.length && paths.every((path) => path[depth] === first[depth])) depth++;
  return depth;
}
