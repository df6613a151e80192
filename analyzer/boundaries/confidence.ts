import type { ConfidenceBand } from '../model/decomposition.ts';
import { countOf, type Partition, sizesOf } from './partition.ts';

/** How surely each module is in its service, by number; services are those of the partition. */
export interface Confidence {
  /** In [-1, 1]: mean co-association with its own service less that with the best other. */
  readonly value: Float64Array;
  /** The best other service, or -1 where no other ever came near. */
  readonly runnerUp: Int32Array;
}

/**
 * Co-association (Fred and Jain 2005): how often resampled cuts put a module together with the members
 * of a service. Its own service should win clearly; where it does not, the module is contested.
 */
export function measureConfidence(partition: Partition, ensemble: readonly Partition[]): Confidence {
  const sizes = sizesOf(partition);
  const value = new Float64Array(partition.length);
  const runnerUp = new Int32Array(partition.length).fill(-1);
  const overlaps = ensemble.map((other) => overlapRows(partition, other));
  const tally: Tally = { sums: new Float64Array(sizes.length), touched: [] };
  for (let v = 0; v < partition.length; v++) {
    addShares(v, partition[v]!, { overlaps, sizes, tally });
    const other = bestOther(partition[v]!, tally);
    const share = other === -1 ? 0 : tally.sums[other]!;
    runnerUp[v] = other;
    value[v] = ensemble.length === 0 ? 0 : (tally.sums[partition[v]!]! - share) / ensemble.length;
    for (const service of tally.touched) tally.sums[service] = 0;
    tally.touched.length = 0;
  }
  return { value, runnerUp };
}

/** How often `v` was together with the members of each service, summed over the ensemble. */
interface Tally {
  readonly sums: Float64Array;
  readonly touched: number[];
}

interface ShareInput {
  readonly overlaps: readonly ReturnType<typeof overlapRows>[];
  readonly sizes: Int32Array;
  readonly tally: Tally;
}

function addShares(v: number, own: number, { overlaps, sizes, tally }: ShareInput): void {
  for (const { starts, services, counts, of } of overlaps) {
    const community = of[v]!;
    for (let i = starts[community]!; i < starts[community + 1]!; i++) {
      const service = services[i]!;
      if (tally.sums[service] === 0) tally.touched.push(service);
      tally.sums[service] =
        tally.sums[service]! + togetherShare(counts[i]!, sizes[service]!, service === own);
    }
  }
}

/** Of equals the lower number; -1 where there is none. */
function bestOther(own: number, { sums, touched }: Tally): number {
  let best = -1;
  for (const service of touched) {
    if (service === own) continue;
    const lead = best === -1 ? sums[service]! : sums[service]! - sums[best]!;
    if (lead > 0 || (lead === 0 && service < best)) best = service;
  }
  return best;
}

/** A module is always together with itself, so it is left out of its own service's count. */
function togetherShare(count: number, size: number, own: boolean): number {
  if (!own) return count / size;
  return size === 1 ? 1 : (count - 1) / (size - 1);
}

/** For each community of `other`, which services its members are in, and how many. */
function overlapRows(partition: Partition, other: Partition) {
  const width = countOf(partition);
  const cells = new Map<number, number>();
  for (let v = 0; v < partition.length; v++) {
    const cell = other[v]! * width + partition[v]!;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const sorted = Float64Array.from(cells.keys()).sort();
  const starts = new Int32Array(countOf(other) + 1);
  const services = new Int32Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  for (const [i, cell] of sorted.entries()) {
    const community = Math.floor(cell / width);
    starts[community + 1] = i + 1;
    services[i] = cell % width;
    counts[i] = cells.get(cell)!;
  }
  return { starts, services, counts, of: other };
}

/** From here on modules are wrong a fifth as often as contested ones, over all labelled systems (docs/benchmarks.md). */
const leastOfCore = 0.7;

/** `core` from .7, `likely` from .2, else `contested`: a person should decide. */
export function bandOf(confidence: number): ConfidenceBand {
  if (confidence >= leastOfCore) return 'core';
  return confidence >= 0.2 ? 'likely' : 'contested';
}
