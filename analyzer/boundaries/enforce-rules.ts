import { seededRandom } from '../graph/seeded-random.ts';
import { graphWithin, type WeightedGraph } from '../graph/weighted-graph.ts';
import { conflict, type Rules } from './constraints.ts';
import { louvain } from './louvain.ts';
import { type MayMerge, mergeServices } from './merge-services.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

export interface Enforcement {
  /** Over groups, not modules: see `Rules.groupOf`. */
  readonly graph: WeightedGraph;
  readonly rules: Rules;
  /** Modules of each group that count; roots do not. */
  readonly counted: Int32Array;
  /** Exactly this many services. */
  readonly services?: number | undefined;
}

/** Changes a partition of groups as little as it takes to honour every rule. */
export function enforceRules(partition: Partition, enforcement: Enforcement): Partition {
  const { rules, services } = enforcement;
  let current = capped(renumbered(partition), enforcement);
  current = parted(current, enforcement);
  if (services === undefined) return current;
  current = splitUpTo(current, services, enforcement);
  const merged = mergeServices(enforcement.graph, current, services, mayMergeUnder(enforcement));
  if (countOf(merged) > services)
    throw conflict(
      `${services} services were asked for, but keepApart, pins and maxSize need at least ${countOf(merged)}${namesOf(rules)}.`,
    );
  return merged;
}

function namesOf({ nameOf }: Rules): string {
  return nameOf.size === 0 ? '' : ` (pinned: ${[...nameOf.values()].sort().join(', ')})`;
}

/** Two services may become one where nothing in them must be apart and the two together fit. */
export function mayMergeUnder(enforcement: Enforcement): MayMerge {
  return (partition) => mergeRule(partition, enforcement);
}

function mergeRule(partition: Partition, { rules, counted }: Enforcement) {
  const sizes = sizesBy(partition, counted);
  const count = sizes.length;
  const apart = new Set<number>();
  for (const [a, b] of rules.apart) {
    apart.add(partition[a]! * count + partition[b]!);
    apart.add(partition[b]! * count + partition[a]!);
  }
  return (a: number, b: number) => !apart.has(a * count + b) && sizes[a]! + sizes[b]! <= rules.maxSize;
}

/** Moves one group of each pair that must be apart to the place it is tied to most, or to a new service. */
function parted(start: Partition, { graph, rules, counted }: Enforcement): Partition {
  const enemies = new Map<number, number[]>();
  const note = (a: number, b: number) => (enemies.get(a) ?? enemies.set(a, []).get(a)!).push(b);
  for (const [a, b] of rules.apart) {
    note(a, b);
    note(b, a);
  }
  const partition = start.slice();
  let count = countOf(start);
  for (const [a, b] of rules.apart) {
    if (partition[a] !== partition[b]) continue;
    const leaves = attraction(graph, partition, a).get(partition[a]!) ?? 0;
    const stays = attraction(graph, partition, b).get(partition[b]!) ?? 0;
    const mover = leaves < stays ? a : b;
    const sizes = sizesBy(partition, counted, count);
    const blocked = new Set(enemies.get(mover)!.map((enemy) => partition[enemy]!));
    const fits = ([c]: readonly [number, number]) =>
      !blocked.has(c) && sizes[c]! + counted[mover]! <= rules.maxSize;
    const best = [...attraction(graph, partition, mover)]
      .filter(fits)
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])[0];
    partition[mover] = best ? best[0] : count++;
  }
  return renumbered(partition);
}

/** Weight between a group and each community around it. */
function attraction(graph: WeightedGraph, partition: Partition, v: number): Map<number, number> {
  const towards = new Map<number, number>();
  for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
    const community = partition[graph.targets[i]!]!;
    towards.set(community, (towards.get(community) ?? 0) + graph.weights[i]!);
  }
  return towards;
}

/** Splits services that are larger than allowed. */
function capped(start: Partition, enforcement: Enforcement): Partition {
  let partition = start;
  for (;;) {
    const sizes = sizesBy(partition, enforcement.counted);
    const large = sizes.findIndex((size) => size > enforcement.rules.maxSize);
    if (large === -1) return partition;
    partition = splitOne(partition, large, enforcement.graph);
  }
}

function splitUpTo(start: Partition, services: number, { graph, counted }: Enforcement): Partition {
  let partition = start;
  while (countOf(partition) < services) {
    const sizes = sizesBy(partition, counted);
    const groups = sizesBy(partition, new Int32Array(counted.length).fill(1));
    const splittable = [...sizes.keys()].filter((c) => groups[c]! > 1);
    if (splittable.length === 0)
      throw conflict(
        `${services} services were asked for, but keepTogether leaves only ${sizes.length} to part.`,
      );
    const largest = splittable.reduce((most, c) => (sizes[c]! > sizes[most]! ? c : most));
    partition = splitOne(partition, largest, graph);
  }
  return partition;
}

/** Cuts one community where its own weight is least; a community without inner seams loses its last group. */
function splitOne(partition: Partition, community: number, graph: WeightedGraph): Partition {
  const next = countOf(partition);
  const inside = graphWithin(graph, partition);
  const members = [...partition.keys()].filter((v) => partition[v] === community);
  for (const resolution of [1, 2, 4, 8]) {
    const cut = louvain(inside, { resolution, random: seededRandom(1) });
    const labels = [...new Set(members.map((v) => cut[v]!))];
    if (labels.length < 2) continue;
    return renumbered(
      partition.map((c, v) => (c === community && cut[v] !== labels[0] ? next + labels.indexOf(cut[v]!) : c)),
    );
  }
  const last = members.at(-1)!;
  return partition.map((c, v) => (v === last ? next : c));
}

function sizesBy(partition: Partition, counted: Int32Array, count = countOf(partition)): Int32Array {
  const sizes = new Int32Array(count);
  for (let v = 0; v < partition.length; v++) sizes[partition[v]!] = sizes[partition[v]!]! + counted[v]!;
  return sizes;
}
