import { degreeOf, type DependencyRows } from '../graph/dependency-rows.ts';
import { participation } from './participation.ts';
import type { Partition } from './partition.ts';

/** A composition root knows at least so many others. */
const leastUses = 12;
/** And few know it: a hub that is itself in use is no root. */
const mostUsedShare = 0.1;
/** And those it knows are spread this widely. */
const leastSpread = 0.75;

/**
 * Modules that only wire others together: they use many modules of many communities and are hardly
 * used themselves. They would glue everything to everything, so they are set aside before clustering.
 * A feature's own module file wires one feature, so it is none.
 */
export function findCompositionRoots({ uses, usedBy }: DependencyRows, partition: Partition): Uint8Array {
  const roots = new Uint8Array(partition.length);
  for (let v = 0; v < partition.length; v++) {
    const out = degreeOf(uses, v);
    if (out < leastUses || degreeOf(usedBy, v) > mostUsedShare * out) continue;
    if (participation([uses], partition, v).participation >= leastSpread) roots[v] = 1;
  }
  return roots;
}
