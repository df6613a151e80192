import type { Evidence } from '../model/evidence.ts';

/**
 * The same evidence as chance would write it: every use case, commit and table keeps its number of modules, and every module
 * the number of those that it is in, but who is with whom is drawn anew. Steps of a use case keep their order.
 */
export function redrawMembers(evidence: Evidence, random: () => number): Evidence {
  const { useCases, accesses, history } = evidence;
  const groups = redrawn(
    useCases.map(({ modules }) => modules),
    random,
  );
  const readers = shuffled(
    accesses.map(({ module }) => module),
    random,
  );
  return {
    ...evidence,
    useCases: useCases.map((useCase, i) => ({ ...useCase, modules: groups[i]! })),
    accesses: accesses.map((access, i) => ({ ...access, module: readers[i]! })),
    history: history.available ? { ...history, commits: redrawn(history.commits, random) } : history,
  };
}

/** Deals the distinct members of all groups anew; a member that comes up again stays the same one. */
function redrawn(groups: readonly (readonly string[])[], random: () => number): string[][] {
  const distinct = groups.map((members) => [...new Set(members)]);
  const dealt = shuffled(distinct.flat(), random);
  let next = 0;
  return groups.map((members, i) => {
    const stands = new Map(distinct[i]!.map((member) => [member, dealt[next++]!]));
    return members.map((member) => stands.get(member)!);
  });
}

/** Fisher–Yates. */
function shuffled(list: readonly string[], random: () => number): string[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = result[i]!;
    result[i] = result[j]!;
    result[j] = kept;
  }
  return result;
}
