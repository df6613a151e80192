import type { UseCase } from '../model/evidence.ts';
import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';
import type { ModuleIndex } from './module-index.ts';

/** Modules that work for the same use case; a use case that touches everything ties each of them loosely. */
export function useCaseView(useCases: readonly UseCase[], { numberOf }: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  for (const { modules } of useCases) {
    const members = new Set(modules.map(numberOf).filter((v) => v !== undefined));
    tieGroup(
      edges,
      [...members].sort((a, b) => a - b),
      1,
    );
  }
  return edges;
}
