import type { Cut, ScoringFacts } from './scored-cut.ts';

type Facts = Pick<ScoringFacts, 'groups'>;

/**
 * Lockstep: the share of commits over two or more modules in services that touch two or more services, 0 to 1;
 * lower is better. Undefined without history.
 */
export function lockstepShare({ groups }: Facts, { serviceOf }: Cut): number | undefined {
  let all = 0;
  let crossing = 0;
  for (const members of groups.commits) {
    const placed = members.map((v) => serviceOf[v]!).filter((service) => service >= 0);
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
export function businessContextPurity({ groups }: Facts, cut: Cut): number | undefined {
  if (groups.useCases.length === 0 || cut.count === 0) return undefined;
  const reached = useCasesByService(groups.useCases, cut).touched;
  return reached.reduce((sum, useCases) => sum + Math.log(Math.max(1, useCases)), 0) / cut.count;
}

/** How many use cases reach each service, and how many reach no other. */
export function useCasesByService(useCases: readonly Int32Array[], { serviceOf, count }: Cut) {
  const touched = new Int32Array(count);
  const whole = new Int32Array(count);
  for (const members of useCases) {
    const services = new Set(members.map((v) => serviceOf[v]!));
    services.delete(-1);
    for (const service of services) {
      touched[service] = touched[service]! + 1;
      if (services.size === 1) whole[service] = whole[service]! + 1;
    }
  }
  return { touched, whole };
}
