import { EdgeList } from './edge-list.ts';

/** Changed together once or twice is chance. */
const leastShared = 3;

/** Jaccard of the commits of two modules, where they share at least three: shared ÷ either. */
export function historyView(commits: readonly Int32Array[], order: number): EdgeList {
  const edges = new EdgeList();
  const commitsOf = new Int32Array(order);
  const shared = new Map<number, number>();
  for (const members of commits)
    for (let i = 0; i < members.length; i++) {
      commitsOf[members[i]!] = commitsOf[members[i]!]! + 1;
      for (let j = i + 1; j < members.length; j++) {
        const pair = members[i]! * order + members[j]!;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  for (const [pair, count] of shared) {
    if (count < leastShared) continue;
    const u = Math.floor(pair / order);
    const v = pair % order;
    edges.push(u, v, count / (commitsOf[u]! + commitsOf[v]! - count));
  }
  return edges;
}
