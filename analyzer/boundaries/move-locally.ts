import type { WeightedGraph } from '../graph/weighted-graph.ts';
import { type Partition, singletons } from './partition.ts';

/**
 * Gains below this share of a node's strength are rounding, not improvement; without it two equal places could swap a
 * node for ever. A share, since rounding grows with the weights.
 */
const leastGain = 1e-10;

/**
 * Moves single nodes to the neighbouring community with the largest gain of modularity until none
 * gains. Ties go to the lowest community number. Returns a new partition, numbered with gaps.
 */
export function moveLocally(
  graph: WeightedGraph,
  start: Partition,
  resolution: number,
  random: () => number,
): Partition {
  const queue = new NodeQueue(graph.order, random);
  const mover = new Mover(graph, start, resolution);
  const { offsets, targets } = graph;
  const { partition } = mover;
  for (let v = queue.take(); v !== -1; v = queue.take()) {
    const best = mover.bestCommunity(v);
    if (best === partition[v]) continue;
    mover.move(v, best);
    for (let i = offsets[v]!, last = offsets[v + 1]!; i < last; i++) {
      const u = targets[i]!;
      if (partition[u] !== best) queue.add(u);
    }
  }
  return partition;
}

/** A partition in motion, with the strength that each community holds. */
class Mover {
  readonly partition: Partition;
  private readonly graph: WeightedGraph;
  private readonly held: Float64Array;
  private readonly scale: number;
  private readonly towards: Float64Array;
  private readonly touched: Int32Array;

  constructor(graph: WeightedGraph, start: Partition, resolution: number) {
    this.graph = graph;
    this.partition = start.slice();
    this.held = new Float64Array(graph.order);
    for (let v = 0; v < graph.order; v++) this.held[start[v]!] = this.held[start[v]!]! + graph.strengths[v]!;
    this.scale = resolution / (2 * graph.total);
    this.towards = new Float64Array(graph.order);
    this.touched = new Int32Array(graph.order);
  }

  /** Where `v` adds most modularity; its own community where no other adds more. */
  bestCommunity(v: number): number {
    const { partition, towards, touched, held } = this;
    const found = this.sumTowards(v);
    const own = partition[v]!;
    const strength = this.graph.strengths[v]!;
    const pull = this.scale * strength;
    let best = own;
    let most = towards[own]! - pull * (held[own]! - strength) + leastGain * strength;
    for (let t = 0; t < found; t++) {
      const community = touched[t]!;
      const gain = towards[community]! - pull * held[community]!;
      towards[community] = 0;
      if (gain < most || community === own) continue;
      if (gain > most || community < best) {
        best = community;
        most = gain;
      }
    }
    return best;
  }

  move(v: number, community: number): void {
    const strength = this.graph.strengths[v]!;
    const own = this.partition[v]!;
    this.held[own] = this.held[own]! - strength;
    this.held[community] = this.held[community]! + strength;
    this.partition[v] = community;
  }

  /** Weight between `v` and each community around it, left in `towards`; returns how many those are. */
  private sumTowards(v: number): number {
    const { offsets, targets, weights } = this.graph;
    const { partition, towards, touched } = this;
    let found = 0;
    for (let i = offsets[v]!, last = offsets[v + 1]!; i < last; i++) {
      const community = partition[targets[i]!]!;
      const sum = towards[community]!;
      if (sum === 0) touched[found++] = community;
      towards[community] = sum + weights[i]!;
    }
    return found;
  }
}

/** Every node once in random order, then those that are added; no node waits twice. */
class NodeQueue {
  private readonly nodes: Int32Array;
  private readonly waiting: Uint8Array;
  private head = 0;
  private size: number;

  constructor(order: number, random: () => number) {
    this.nodes = shuffledNodes(order, random);
    this.waiting = new Uint8Array(order).fill(1);
    this.size = order;
  }

  /** The next node, or -1. */
  take(): number {
    if (this.size === 0) return -1;
    const v = this.nodes[this.head]!;
    this.head = this.head + 1 === this.nodes.length ? 0 : this.head + 1;
    this.size--;
    this.waiting[v] = 0;
    return v;
  }

  add(v: number): void {
    if (this.waiting[v]) return;
    this.waiting[v] = 1;
    const end = this.head + this.size++;
    this.nodes[end < this.nodes.length ? end : end - this.nodes.length] = v;
  }
}

/** Fisher–Yates. */
function shuffledNodes(order: number, random: () => number): Int32Array {
  const nodes = singletons(order);
  for (let i = order - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = nodes[i]!;
    nodes[i] = nodes[j]!;
    nodes[j] = kept;
  }
  return nodes;
}
