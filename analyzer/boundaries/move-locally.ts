import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Partition } from './partition.ts';

/** Gains below this are rounding, not improvement; without it two equal places could swap a node for ever. */
const LEAST_GAIN = 1e-12;

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
  const { order, offsets, targets, weights, strengths } = graph;
  const partition = start.slice();
  const held = new Float64Array(order);
  for (let v = 0; v < order; v++) held[partition[v]!] = held[partition[v]!]! + strengths[v]!;
  const scale = resolution / (2 * graph.total);
  const towards = new Float64Array(order);
  const touched = new Int32Array(order);
  const queue = shuffledNodes(order, random);
  const waiting = new Uint8Array(order).fill(1);
  let head = 0;
  let size = order;
  while (size > 0) {
    const v = queue[head]!;
    head = head + 1 === order ? 0 : head + 1;
    size--;
    waiting[v] = 0;
    const own = partition[v]!;
    const strength = strengths[v]!;
    let found = 0;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const c = partition[targets[i]!]!;
      if (towards[c] === 0) touched[found++] = c;
      towards[c] = towards[c]! + weights[i]!;
    }
    let best = own;
    let bestGain = towards[own]! - scale * strength * (held[own]! - strength);
    const stay = bestGain;
    for (let t = 0; t < found; t++) {
      const c = touched[t]!;
      const gain = towards[c]! - scale * strength * held[c]!;
      towards[c] = 0;
      if (c !== own && gain > stay + LEAST_GAIN && (gain > bestGain || (gain === bestGain && c < best))) {
        best = c;
        bestGain = gain;
      }
    }
    if (best === own) continue;
    partition[v] = best;
    held[own] = held[own]! - strength;
    held[best] = held[best]! + strength;
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const u = targets[i]!;
      if (waiting[u] === 0 && partition[u] !== best) {
        queue[(head + size++) % order] = u;
        waiting[u] = 1;
      }
    }
  }
  return partition;
}

/** Fisher–Yates. */
function shuffledNodes(order: number, random: () => number): Int32Array {
  const nodes = Int32Array.from({ length: order }, (_, v) => v);
  for (let i = order - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = nodes[i]!;
    nodes[i] = nodes[j]!;
    nodes[j] = kept;
  }
  return nodes;
}
