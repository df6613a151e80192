import type { UseCase } from '../model/evidence.ts';
import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';
import type { ModuleIndex } from './module-index.ts';

export interface UseCaseFacts {
  readonly useCases: readonly UseCase[];
  /** The same by number: distinct and ascending. */
  readonly members: readonly Int32Array[];
}

/**
 * Modules that work for the same use case; a use case that touches everything ties each of them loosely. Where use cases were
 * recorded as sequences, steps from one module to the next weigh as much in all as working together does. What
 * nearly every use case touches says little about who belongs together, so a tie counts by the rarity of both its ends.
 */
export function useCaseView({ useCases, members }: UseCaseFacts, index: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  for (const group of members) tieGroup(edges, group, 1);
  addSteps(edges, stepsOf(useCases, index));
  const rarity = raritiesOf(members, index.ids.length);
  for (let i = 0; i < edges.length; i++)
    edges.weight[i] = edges.weight[i]! * Math.sqrt(rarity[edges.from[i]!]! * rarity[edges.to[i]!]!);
  return edges;
}

/** Scaled so that all steps weigh as much as all that is there already. */
function addSteps(edges: EdgeList, steps: EdgeList): void {
  const factor = totalOf(edges) / totalOf(steps);
  for (let i = 0; i < steps.length; i++) edges.push(steps.from[i]!, steps.to[i]!, factor * steps.weight[i]!);
}

function stepsOf(useCases: readonly UseCase[], { ids, numberOf }: ModuleIndex): EdgeList {
  const steps = new EdgeList();
  for (const { modules } of useCases) {
    const walk = modules.flatMap((module) => numberOf(module) ?? []);
    const size = new Set(walk).size;
    // Without a module that comes up again it is no sequence but a list of what can be reached.
    if (size === walk.length) continue;
    const counts = countSteps(walk, ids.length);
    const all = [...counts.values()].reduce((sum, count) => sum + Math.log1p(count), 0);
    for (const [pair, count] of counts)
      steps.push(
        Math.floor(pair / ids.length),
        pair % ids.length,
        (Math.sqrt(size) * Math.log1p(count)) / all,
      );
  }
  return steps;
}

/** How often each unordered pair of different modules comes one after the other, by pair. */
function countSteps(walk: readonly number[], order: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let i = 1; i < walk.length; i++) {
    const [a, b] = [walk[i - 1]!, walk[i]!];
    if (a === b) continue;
    const pair = Math.min(a, b) * order + Math.max(a, b);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Inverse frequency over use cases, as of words over documents. */
function raritiesOf(members: readonly Int32Array[], order: number): Float64Array {
  const frequency = new Int32Array(order);
  for (const group of members) for (const v of group) frequency[v] = frequency[v]! + 1;
  return Float64Array.from(frequency, (count) => Math.log1p(members.length / Math.max(1, count)));
}

function totalOf({ weight, length }: EdgeList): number {
  let total = 0;
  for (let i = 0; i < length; i++) total += weight[i]!;
  return total;
}
