import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { bandOf, measureConfidence } from './confidence.ts';
import type { Rules } from './constraints.ts';
import type { Cuts } from './cut-graph.ts';
import { leastModules } from './ensemble.ts';
import { countOf, type Partition, renumbered } from './partition.ts';
import { type Burden, type LedgerFacts, ServiceLedger } from './service-ledger.ts';

/**
 * What share of its ties a module may give up to spare one of each; a transaction over services needs a saga. A circle is worth no
 * move: modules that were moved to open one were in the wrong place after (docs/decisions/012).
 */
const worth = { otherOwner: 0.3, otherWriter: 0.1 } as const;
/** All moves together may cost so much modularity. */
const mostLost = 0.005;
/** A move may make room for another. */
const sweeps = 3;

export interface RefineInput extends LedgerFacts {
  readonly coupling: WeightedGraph;
  /** Modules that are in no service: roots and shared kernel. */
  readonly aside: Uint8Array;
  readonly rules: Rules;
}

/**
 * Moves single contested modules to another service that they are tied to, where that removes a transaction
 * over services or a second writer of a table, adds to neither nor to circles of two services, and costs next to no
 * modularity. What the cut is sure of stays, and so does what a person has decided on. Coarse and fine follow, so they stay nested.
 */
export function refineCuts(cuts: Cuts, input: RefineInput): Cuts {
  const before = cuts.partitions.recommended;
  const after = refined(cuts, input);
  const moved = [...before.keys()].filter((v) => before[v] !== after[v]);
  if (moved.length === 0) return cuts;
  const coarse = cuts.partitions.coarse.slice();
  const fine = cuts.partitions.fine.slice();
  for (const v of moved) {
    const home = closestIn(after[v]!, v, { of: before, coupling: input.coupling });
    coarse[v] = cuts.partitions.coarse[home]!;
    fine[v] = cuts.partitions.fine[home]!;
  }
  const partitions = { coarse: renumbered(coarse), recommended: renumbered(after), fine: renumbered(fine) };
  return { ...cuts, partitions };
}

/** The module of a service that `v` is tied to most, else its first. */
function closestIn(
  service: number,
  v: number,
  { of, coupling }: { readonly of: Partition; readonly coupling: WeightedGraph },
): number {
  let closest = of.indexOf(service);
  let most = 0;
  for (let i = coupling.offsets[v]!; i < coupling.offsets[v + 1]!; i++) {
    const u = coupling.targets[i]!;
    if (of[u] !== service || coupling.weights[i]! <= most) continue;
    most = coupling.weights[i]!;
    closest = u;
  }
  return closest;
}

interface Search {
  readonly partition: Partition;
  readonly sizes: Int32Array;
  readonly held: Float64Array;
  readonly ledger: ServiceLedger;
  lost: number;
}

function refined(cuts: Cuts, input: RefineInput): Partition {
  const search = startOf(cuts, input);
  const movable = movableModules(cuts, input);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const moves = movable.filter((v) => moveToBest(v, search, input));
    if (moves.length === 0) break;
  }
  return search.partition;
}

function startOf({ partitions, loose }: Cuts, input: RefineInput): Search {
  const { aside, coupling } = input;
  const partition = partitions.recommended.slice();
  const count = countOf(partition);
  const sizes = new Int32Array(count);
  const held = new Float64Array(count);
  const inService = partition.map((service, v) => (aside[v] || loose[v] ? -1 : service));
  for (const [v, service] of partition.entries()) {
    held[service] = held[service]! + coupling.strengths[v]!;
    if (inService[v]! >= 0) sizes[service] = sizes[service]! + 1;
  }
  return { partition, sizes, held, ledger: new ServiceLedger(inService, count, input), lost: 0 };
}

/** Least sure first, of equals in order. */
function movableModules(
  { partitions: { recommended }, loose, resampled }: Cuts,
  { aside, rules }: RefineInput,
): readonly number[] {
  const count = countOf(recommended);
  const placed = recommended.map((service, v) => (aside[v] || loose[v] ? count : service));
  const { value } = measureConfidence(placed, resampled);
  const alone = membersByGroup(rules);
  const isMovable = (v: number) => {
    const group = rules.groupOf[v]!;
    return (
      !aside[v] &&
      !loose[v] &&
      alone[group] === 1 &&
      !rules.ruled.has(group) &&
      bandOf(value[v]!) === 'contested'
    );
  };
  return [...recommended.keys()].filter(isMovable).sort((a, b) => value[a]! - value[b]! || a - b);
}

function membersByGroup({ groupOf, groups }: Rules): Int32Array {
  const members = new Int32Array(groups);
  for (const group of groupOf) members[group] = members[group]! + 1;
  return members;
}

/** Says whether `v` moved. */
function moveToBest(v: number, search: Search, input: RefineInput): boolean {
  const own = search.partition[v]!;
  if (search.sizes[own]! <= leastModules) return false;
  const best = bestMove(v, search, input);
  search.ledger.move(v, best.to);
  if (best.to === own) return false;
  settle(v, best, search, input.coupling.strengths[v]!);
  return true;
}

/** To where what is spared is worth most more than it costs. Leaves `v` where it was tried last in the ledger. */
function bestMove(v: number, search: Search, { coupling, rules }: RefineInput) {
  const { partition, sizes, ledger } = search;
  const own = partition[v]!;
  const ties = tiesOf(v, partition, coupling);
  const before = ledger.burden;
  let best = { to: own, gain: 0, loss: 0 };
  for (const [to, tie] of ties) {
    const room = rules.maxSize - sizes[to]!;
    const isService = sizes[to]! > 0 && to !== own;
    if (!isService || room <= 0) continue;
    const loss = lossOf(v, to, { own: ties.get(own) ?? 0, tie, search, coupling });
    if (search.lost + loss > mostLost) continue;
    ledger.move(v, to);
    const spared = (worthOf(before, ledger.burden) * coupling.strengths[v]!) / coupling.total;
    if (spared > 0 && spared - loss > best.gain) best = { to, gain: spared - loss, loss };
  }
  return best;
}

function settle(
  v: number,
  { to, loss }: { to: number; loss: number },
  search: Search,
  strength: number,
): void {
  const { partition, sizes, held } = search;
  const own = partition[v]!;
  held[own] = held[own]! - strength;
  held[to] = held[to]! + strength;
  sizes[own] = sizes[own]! - 1;
  sizes[to] = sizes[to]! + 1;
  partition[v] = to;
  search.lost += Math.max(0, loss);
}

/** Weight between `v` and each service around it, by ascending number. */
function tiesOf(v: number, partition: Partition, { offsets, targets, weights }: WeightedGraph) {
  const ties = new Map<number, number>();
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
    const service = partition[targets[i]!]!;
    ties.set(service, (ties.get(service) ?? 0) + weights[i]!);
  }
  return new Map([...ties].sort(([a], [b]) => a - b));
}

interface LossInput {
  readonly own: number;
  readonly tie: number;
  readonly search: Search;
  readonly coupling: WeightedGraph;
}

/** Modularity lost by the move; below 0 it gains. */
function lossOf(v: number, to: number, { own, tie, search, coupling }: LossInput): number {
  const { partition, held } = search;
  const strength = coupling.strengths[v]!;
  const apart = held[to]! - (held[partition[v]!]! - strength);
  return (own - tie) / coupling.total + (strength * apart) / (2 * coupling.total ** 2);
}

/** What is spared, in shares of a module's ties; 0 where any part of the burden grows. */
function worthOf(before: Burden, after: Burden): number {
  const owners = before.otherOwners - after.otherOwners;
  const writers = before.otherWriters - after.otherWriters;
  const circles = before.circles - after.circles;
  if (owners < 0 || writers < 0 || circles < 0) return 0;
  return owners * worth.otherOwner + writers * worth.otherWriter;
}
