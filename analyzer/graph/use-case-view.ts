import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';

/** Modules that work for the same use case; a use case that touches everything ties each of them loosely. */
export function useCaseView(useCases: readonly Int32Array[]): EdgeList {
  const edges = new EdgeList();
  for (const members of useCases) tieGroup(edges, members, 1);
  return edges;
}
