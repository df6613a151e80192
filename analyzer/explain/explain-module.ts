import type { Analysis } from '../model/analysis.ts';
import type { Decomposition, Placement } from '../model/decomposition.ts';

/** Why a module is where it is, and what would change it. */
export interface ModuleExplanation {
  readonly module: string;
  /** Absent for shared kernel and composition roots. */
  readonly placement?: Placement;
  /** Why it is in no service. */
  readonly setAside?: string;
  /** What ties it to each service, strongest first. */
  readonly ties: readonly ServiceTie[];
  /** The dependencies without which the runner-up would tie it more; absent without a runner-up that it is tied to. */
  readonly wouldMove?: { readonly to: string; readonly without: readonly ModuleTie[] };
}

export interface ServiceTie {
  readonly service: string;
  /** References either way. */
  readonly uses: number;
  readonly modules: readonly ModuleTie[];
}

export interface ModuleTie {
  readonly module: string;
  readonly uses: number;
}

/** Undefined where the analysis does not have the module. */
export function explainModule(
  analysis: Analysis,
  decomposition: Decomposition,
  module: string,
): ModuleExplanation | undefined {
  const ties = tiesOf(analysis, decomposition, module);
  const placement = decomposition.placements.find((place) => place.module === module);
  if (placement) {
    const wouldMove = movingWithout(placement, ties);
    return { module, placement, ties, ...(wouldMove === undefined ? {} : { wouldMove }) };
  }
  const aside = [...analysis.shared, ...analysis.roots].find((one) => one.module === module);
  return aside && { module, setAside: aside.reason, ties };
}

function tiesOf(
  { dependencies }: Analysis,
  { services }: Decomposition,
  module: string,
): readonly ServiceTie[] {
  const serviceOf = new Map(services.flatMap(({ name, modules }) => modules.map((id) => [id, name])));
  const byService = new Map<string, Map<string, number>>();
  for (const { from, to, uses } of dependencies) {
    const other = from === module ? to : to === module ? from : undefined;
    const service = other === undefined ? undefined : serviceOf.get(other);
    if (other === undefined || service === undefined || other === module) continue;
    const ties = byService.get(service) ?? byService.set(service, new Map()).get(service)!;
    ties.set(other, (ties.get(other) ?? 0) + uses);
  }
  return [...byService]
    .map(([service, ties]) => ({ service, uses: sum(ties.values()), modules: strongestFirst(ties) }))
    .sort((a, b) => b.uses - a.uses || compare(a.service, b.service));
}

/** The fewest ties to its own service that must go before the runner-up holds it more. */
function movingWithout({ service, runnerUp }: Placement, ties: readonly ServiceTie[]) {
  const other = ties.find((tie) => tie.service === runnerUp);
  if (other === undefined) return undefined;
  const own = ties.find((tie) => tie.service === service);
  const without: ModuleTie[] = [];
  let left = own?.uses ?? 0;
  for (const tie of own?.modules ?? []) {
    if (left < other.uses) break;
    without.push(tie);
    left -= tie.uses;
  }
  return { to: other.service, without };
}

function strongestFirst(ties: ReadonlyMap<string, number>): readonly ModuleTie[] {
  return [...ties]
    .map(([module, uses]) => ({ module, uses }))
    .sort((a, b) => b.uses - a.uses || compare(a.module, b.module));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
