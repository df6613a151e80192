import type { Evidence } from '../model/evidence.ts';
import type { ModuleIndex } from './module-index.ts';

/** Modules that occur together, by number: looked up once, since every view, score and reason counts them. */
export interface MemberGroups {
  /** In the order of the evidence; each distinct and ascending. */
  readonly useCases: readonly Int32Array[];
  /** Commits over no more modules than a person changes by hand; empty without history. */
  readonly commits: readonly Int32Array[];
}

/** A commit over more modules than this is a rename or a reformat. */
const largestCommit = 50;

export function memberGroups({ useCases, history }: Evidence, index: ModuleIndex): MemberGroups {
  const commits = history.available ? history.commits : [];
  return {
    useCases: useCases.map(({ modules }) => membersOf(modules, index)),
    commits: commits
      .filter(({ length }) => length <= largestCommit)
      .map((modules) => membersOf(modules, index))
      .filter(({ length }) => length > 0),
  };
}

function membersOf(ids: readonly string[], { numberOf }: ModuleIndex): Int32Array {
  const members = new Set<number>();
  for (const id of ids) {
    const v = numberOf(id);
    if (v !== undefined) members.add(v);
  }
  return Int32Array.from(members).sort();
}
