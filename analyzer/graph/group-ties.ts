import type { EdgeList } from './edge-list.ts';

/** Groups larger than this are tied as a band instead of all with all, which would cost their square. */
const reachOfLargeGroup = 20;
const largestClique = 2 * reachOfLargeGroup + 1;

/**
 * Ties the members of one group (modules that share a table, a commit, a folder …) to each other. The
 * ties of each member add up to `weight` however large the group is, so a large group ties loosely.
 */
export function tieGroup(edges: EdgeList, members: ArrayLike<number>, weight: number): void {
  const size = members.length;
  if (size < 2) return;
  if (size > largestClique) return tieBand(edges, members, weight / (2 * reachOfLargeGroup));
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) edges.push(members[i]!, members[j]!, weight / (size - 1));
}

function tieBand(edges: EdgeList, members: ArrayLike<number>, weight: number): void {
  for (let i = 0; i < members.length; i++)
    for (let step = 1; step <= reachOfLargeGroup; step++)
      edges.push(members[i]!, members[(i + step) % members.length]!, weight);
}
