import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { type Cut, type DependencyPairs, sizesOfCut } from './scored-cut.ts';

/** Unordered pairs of modules with a dependency either way, counted inside and between services. */
export interface PairCounts {
  /** Inside each service. */
  readonly inside: Int32Array;
  /** Between two services; the key is lower × K + higher. */
  readonly between: ReadonlyMap<number, number>;
}

/** Counted once for a cut, since several scores need it. */
export function countPairs({ from, to }: DependencyPairs, { serviceOf, count }: Cut): PairCounts {
  const seen = new Set<number>();
  const inside = new Int32Array(count);
  const between = new Map<number, number>();
  for (let i = 0; i < from.length; i++) {
    const a = serviceOf[from[i]!]!;
    const b = serviceOf[to[i]!]!;
    if (a < 0 || b < 0) continue;
    const pair = Math.min(from[i]!, to[i]!) * serviceOf.length + Math.max(from[i]!, to[i]!);
    if (seen.has(pair)) continue;
    seen.add(pair);
    if (a === b) inside[a] = inside[a]! + 1;
    else {
      const key = Math.min(a, b) * count + Math.max(a, b);
      between.set(key, (between.get(key) ?? 0) + 1);
    }
  }
  return { inside, between };
}

/**
 * Structural modularity as Mono2Micro computes it (FSE 2021), −1 to 1; higher is better:
 * mean of μ_i / n_i² less twice the mean of σ_ij / (2 n_i n_j), μ and σ counting unordered module pairs.
 */
export function structuralModularity(
  pairs: DependencyPairs,
  cut: Cut,
  { inside, between }: PairCounts = countPairs(pairs, cut),
): number {
  return modularityOfCounts(sizesOfCut(cut), { inside, between });
}

/** The same from the size of each service and its pairs, however they were counted. */
export function modularityOfCounts(sizes: Int32Array, { inside, between }: PairCounts): number {
  const count = sizes.length;
  if (count === 0) return 0;
  let cohesion = 0;
  for (const [service, size] of sizes.entries()) if (size > 0) cohesion += inside[service]! / size ** 2;
  let coupling = 0;
  for (const [key, pairs] of between)
    coupling += pairs / (2 * sizes[Math.floor(key / count)]! * sizes[key % count]!);
  const couples = (count * (count - 1)) / 2;
  return cohesion / count - (couples > 0 ? (2 * coupling) / couples : 0);
}

/**
 * Inter-call percentage (Mono2Micro, FSE 2021), 0 to 1; lower is better: the share of ln(uses) + 1 over
 * directed module pairs that crosses services.
 */
export function interCallShare({ from, to, uses }: DependencyPairs, { serviceOf }: Cut): number {
  let all = 0;
  let crossing = 0;
  for (let i = 0; i < from.length; i++) {
    const a = serviceOf[from[i]!]!;
    const b = serviceOf[to[i]!]!;
    if (a < 0 || b < 0) continue;
    const volume = Math.log(uses[i]!) + 1;
    all += volume;
    if (a !== b) crossing += volume;
  }
  return all === 0 ? 0 : crossing / all;
}

/** Interface number (Mono2Micro, FSE 2021), 0 up; lower is better: unordered module pairs that cross, per service. */
export function interfaceNumber(
  pairs: DependencyPairs,
  cut: Cut,
  counts: PairCounts = countPairs(pairs, cut),
): number {
  if (cut.count === 0) return 0;
  let crossing = 0;
  for (const count of counts.between.values()) crossing += count;
  return crossing / cut.count;
}

/**
 * Cluster modularity (ASE 2024 tool study), 0 to 100; higher is better: 100 × mean of 2μ / (2μ + ε), μ the
 * coupling weight inside a service and ε the weight that leaves it.
 */
export function clusterModularity(graph: WeightedGraph, { serviceOf, count }: Cut): number {
  if (count === 0) return 0;
  const { inside, leaving } = weightsOf(graph, { serviceOf, count });
  let sum = 0;
  for (let service = 0; service < count; service++) {
    const twice = 2 * inside[service]!;
    if (twice > 0) sum += twice / (twice + leaving[service]!);
  }
  return (100 * sum) / count;
}

/** Newman's modularity of the services on the coupling graph, what is in no service left out; higher is better. */
export function couplingModularity(graph: WeightedGraph, cut: Cut): number {
  const { inside, leaving } = weightsOf(graph, cut);
  let total = 0;
  for (let service = 0; service < cut.count; service++) total += inside[service]! + leaving[service]! / 2;
  let quality = 0;
  if (total > 0)
    for (let service = 0; service < cut.count; service++) {
      const strength = 2 * inside[service]! + leaving[service]!;
      quality += inside[service]! / total - (strength / (2 * total)) ** 2;
    }
  return quality;
}

/** Coupling weight inside each service, and between it and the other services. */
export function weightsOf(graph: WeightedGraph, { serviceOf, count }: Cut) {
  const inside = new Float64Array(count);
  const leaving = new Float64Array(count);
  for (let v = 0; v < graph.order; v++) {
    const own = serviceOf[v]!;
    if (own < 0) continue;
    for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
      const other = serviceOf[graph.targets[i]!]!;
      if (other === own) inside[own] = inside[own]! + graph.weights[i]! / 2;
      else if (other >= 0) leaving[own] = leaving[own]! + graph.weights[i]!;
    }
  }
  return { inside, leaving };
}
