import type { Cut, ScoringFacts } from './scored-cut.ts';

type Facts = Pick<ScoringFacts, 'index' | 'evidence'>;

/** A commit over more modules than this is a rename or a reformat. */
const largestCommit = 50;

/**
 * Lockstep: the share of commits over two or more modules that touch two or more services, 0 to 1; lower
 * is better. Undefined without history.
 */
export function lockstepShare({ index, evidence }: Facts, { serviceOf }: Cut): number | undefined {
  if (!evidence.history.available) return undefined;
  let all = 0;
  let crossing = 0;
  for (const commit of evidence.history.commits) {
    if (commit.length > largestCommit) continue;
    const services = commit.map(index.numberOf).flatMap((v) => (v === undefined ? [] : [serviceOf[v]!]));
    const placed = services.filter((service) => service >= 0);
    if (placed.length < 2) continue;
    all++;
    if (placed.some((service) => service !== placed[0])) crossing++;
  }
  return all === 0 ? undefined : crossing / all;
}

/**
 * Business context purity (Mono2Micro, FSE 2021), 0 up; lower is better: mean over services of the natural
 * logarithm of the number of use cases that reach it. Undefined without use cases.
 */
export function businessContextPurity({ index, evidence }: Facts, cut: Cut): number | undefined {
  if (evidence.useCases.length === 0 || cut.count === 0) return undefined;
  const reached = Array.from({ length: cut.count }, () => new Set<string>());
  for (const { id, modules } of evidence.useCases)
    for (const module of modules) {
      const v = index.numberOf(module);
      if (v !== undefined) reached[cut.serviceOf[v]!]?.add(id);
    }
  return reached.reduce((sum, useCases) => sum + Math.log(Math.max(1, useCases.size)), 0) / cut.count;
}
