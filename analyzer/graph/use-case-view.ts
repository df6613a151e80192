import type { UseCase } from '../model/evidence.ts';
import { EdgeList } from './edge-list.ts';
import type { ModuleIndex } from './module-index.ts';

/** Use cases that touch more modules than this are batch jobs: they say nothing, and cost their square. */
const largestReach = 120;

/**
 * Modules that work for the same use case: each pair of one gets 1 / log2(1 + reach), so a use case
 * that touches everything tells little.
 */
export function useCaseView(useCases: readonly UseCase[], index: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  for (const { modules } of useCases) {
    const members = [...new Set(modules.map(index.numberOf))]
      .filter((v) => v !== undefined)
      .sort((a, b) => a - b);
    if (members.length > largestReach) continue;
    const weight = 1 / Math.log2(1 + members.length);
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++) edges.push(members[i]!, members[j]!, weight);
  }
  return edges;
}
