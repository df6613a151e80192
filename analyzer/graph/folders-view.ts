import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';
import type { ModuleIndex } from './module-index.ts';

/** Modules in the same folder, and half as much those that share the folder above. */
export function foldersView({ modules }: ModuleIndex): EdgeList {
  const members = new Map<string, number[]>();
  const parents = new Map<string, number[]>();
  for (const [v, { folder }] of modules.entries()) {
    if (folder === '') continue;
    add(members, folder, v);
    const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    if (parent !== '') add(parents, parent, v);
  }
  const edges = new EdgeList();
  for (const folder of [...members.keys()].sort()) tieGroup(edges, members.get(folder)!, 1);
  for (const folder of [...parents.keys()].sort()) tieGroup(edges, parents.get(folder)!, 0.5);
  return edges;
}

function add(to: Map<string, number[]>, folder: string, v: number): void {
  (to.get(folder) ?? to.set(folder, []).get(folder)!).push(v);
}
