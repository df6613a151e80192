import type { History } from '../model/evidence.ts';
import { EdgeList } from './edge-list.ts';
import type { ModuleIndex } from './module-index.ts';

/** A commit over more modules than this is a rename or a reformat. */
const largestCommit = 50;
/** Changed together once or twice is chance. */
const leastShared = 3;

/** Jaccard of the commits of two modules, where they share at least three: shared ÷ either. */
export function historyView(history: History, index: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  if (!history.available) return edges;
  const commitsOf = new Int32Array(index.ids.length);
  const shared = new Map<number, number>();
  for (const commit of history.commits) {
    if (commit.length > largestCommit) continue;
    const members = [...new Set(commit.map(index.numberOf))]
      .filter((v) => v !== undefined)
      .sort((a, b) => a - b);
    for (let i = 0; i < members.length; i++) {
      commitsOf[members[i]!]!++;
      for (let j = i + 1; j < members.length; j++) {
        const pair = members[i]! * index.ids.length + members[j]!;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  }
  for (const [pair, count] of shared) {
    if (count < leastShared) continue;
    const u = Math.floor(pair / index.ids.length);
    const v = pair % index.ids.length;
    edges.push(u, v, count / (commitsOf[u]! + commitsOf[v]! - count));
  }
  return edges;
}
