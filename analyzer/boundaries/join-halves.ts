import { type DependencyRows, targetsOf } from '../graph/dependency-rows.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import { nameOf } from '../graph/vocabulary.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { subjectWordsOf } from '../graph/words.ts';
import { aggregate } from './aggregate.ts';
import { leastModules } from './ensemble.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

/** A noun stands for a service, and a service is about a noun, where so large a share of its modules say so. */
const leastShare = 2 / 3;
/** Halves make an ordinary service together, no more than this many times the median. */
const mostTimesMedian = 2;

export interface HalvesInput {
  readonly index: ModuleIndex;
  readonly rows: DependencyRows;
  readonly coupling: WeightedGraph;
  /** Modules that are in no service. */
  readonly aside: Uint8Array;
}

/**
 * Joins two services that are halves of one: structure does not part them (their tie is no weaker than chance gives, so
 * modularity does not fall), no other service is closer to the smaller, and one of two things says that they belong together: modules of
 * both need each other in a circle, or one is named for a part of the other, as `customer-addresses` for `customers`.
 */
export function joinHalves(start: Partition, input: HalvesInput): Partition {
  const circles = mutualPairs(input);
  let partition = start;
  for (;;) {
    const halves = closestHalves(partition, circles, input);
    if (!halves) return partition;
    partition = renumbered(partition.map((c) => (c === halves[1] ? halves[0] : c)));
  }
}

type Pair = readonly [a: number, b: number];

/** Of the pairs that are halves the one with the strongest tie for its size; of equals the first. */
function closestHalves(partition: Partition, circles: readonly Pair[], input: HalvesInput): Pair | undefined {
  const services = describe(partition, input);
  const { count, sizes } = services;
  const mostModules = mostTimesMedian * sizes.toSorted()[count >> 1]!;
  const inCircle = new Set(circles.map(([u, v]) => keyOf(partition[u]!, partition[v]!, count)));
  let best: Pair | undefined;
  let most = 1;
  for (const [a, b, lift] of tiesOf(services)) {
    if (sizes[a]! + sizes[b]! > mostModules || lift < most) continue;
    if (best && lift === most) continue;
    const belong = inCircle.has(keyOf(a, b, count)) || isPartOf(a, b, services) || isPartOf(b, a, services);
    if (!belong || !isSmallerClosest(a, b, services)) continue;
    best = [a, b];
    most = lift;
  }
  return best;
}

interface Described {
  readonly count: number;
  readonly sizes: Int32Array;
  /** Coupling between services; what is set aside is one more node. */
  readonly between: WeightedGraph;
  /** How many modules of each service have a word in their name, and how many have it as its head. */
  readonly words: readonly ReadonlyMap<string, number>[];
  readonly heads: readonly ReadonlyMap<string, number>[];
}

function describe(partition: Partition, { index, coupling, aside }: HalvesInput): Described {
  const count = countOf(partition);
  const words = Array.from({ length: count }, () => new Map<string, number>());
  const heads = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = new Int32Array(count);
  for (let v = 0; v < partition.length; v++) {
    if (aside[v]) continue;
    const service = partition[v]!;
    const named = subjectWordsOf(nameOf(index.ids[v]!));
    sizes[service] = sizes[service]! + 1;
    for (const word of new Set(named)) tally(words[service]!, word);
    if (named.length > 0) tally(heads[service]!, named.at(-1)!);
  }
  const apart = partition.map((service, v) => (aside[v] ? count : service));
  return { count, sizes, between: aggregate(coupling, apart, count + 1), words, heads };
}

function tally(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

/** Pairs of services that are tied, with how many times as strongly as chance would tie them. */
function* tiesOf({ between, count }: Described): Generator<readonly [a: number, b: number, lift: number]> {
  for (let a = 0; a < count; a++)
    for (let i = between.offsets[a]!; i < between.offsets[a + 1]!; i++) {
      const b = between.targets[i]!;
      if (b > a && b < count) yield [a, b, liftOf(between, a, i)];
    }
}

function liftOf({ targets, weights, strengths, total }: WeightedGraph, a: number, i: number): number {
  return (2 * total * weights[i]!) / (strengths[a]! * strengths[targets[i]!]!);
}

function isSmallerClosest(a: number, b: number, services: Described): boolean {
  const [small, large] = services.sizes[a]! <= services.sizes[b]! ? [a, b] : [b, a];
  return closestTo(small, services) === large;
}

/** The service that is tied to `a` most for its size; a loose handful of modules is close to anything. */
function closestTo(a: number, { between, sizes, count }: Described): number {
  let closest = -1;
  let most = 0;
  for (let i = between.offsets[a]!; i < between.offsets[a + 1]!; i++) {
    const b = between.targets[i]!;
    if (b === count || sizes[b]! <= leastModules) continue;
    const lift = liftOf(between, a, i);
    if (lift <= most) continue;
    closest = b;
    most = lift;
  }
  return closest;
}

/** Whether `part` is named for what `whole` is about. */
function isPartOf(part: number, whole: number, { sizes, words, heads }: Described): boolean {
  for (const [noun, named] of heads[whole]!)
    if (named > leastShare * sizes[whole]!) return (words[part]!.get(noun) ?? 0) > leastShare * sizes[part]!;
  return false;
}

/** Pairs of modules that depend on each other directly. */
function mutualPairs({ rows: { uses }, aside }: HalvesInput): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let u = 0; u < aside.length; u++) {
    if (aside[u]) continue;
    for (const v of targetsOf(uses, u))
      if (u < v && !aside[v] && targetsOf(uses, v).includes(u)) pairs.push([u, v]);
  }
  return pairs;
}

const keyOf = (a: number, b: number, count: number) => Math.min(a, b) * count + Math.max(a, b);
