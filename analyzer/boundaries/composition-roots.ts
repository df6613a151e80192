import { degreeOf, type DependencyRows, type Rows } from '../graph/dependency-rows.ts';
import { participation } from './participation.ts';
import { countOf, type Partition } from './partition.ts';

/** A composition root knows so many others: a twentieth of all in a small monolith, and no more than this asks. */
const mostAsked = 12;
const leastAsked = 5;
const askedShare = 0.05;
/** And those it knows are spread this widely. */
const leastSpread = 0.75;
/** Few know it: a hub that is itself in use is no root … */
const mostUsedShare = 0.1;
/** … unless it reaches so large a share of all communities, as only a container or an index of routes does. */
const reachOfContainer = 2 / 3;

export interface RootsInput {
  readonly rows: DependencyRows;
  readonly partition: Partition;
  /**
   * Modules that tables or transactions are charged to. In a small monolith a checkout reaches most communities too, so of
   * these a root must wire as many as in a large one.
   */
  readonly works: Uint8Array;
  /** Modules that serve endpoints of one subject: however much these use, they are that subject's. */
  readonly entries: Uint8Array;
}

/**
 * Modules that only wire others together: they use many modules of many communities and are hardly used
 * themselves. They would glue everything to everything, so they are set aside before clustering. A feature's own
 * module file wires one feature, so it is none. What nobody uses and that starts a root is the entry point: a root too.
 */
export function findCompositionRoots({ rows, partition, works, entries }: RootsInput): Uint8Array {
  const { uses, usedBy } = rows;
  const roots = new Uint8Array(partition.length);
  const least = Math.min(mostAsked, Math.max(leastAsked, askedShare * partition.length));
  const reach = reachOfContainer * countOf(partition);
  for (let v = 0; v < partition.length; v++) {
    if (entries[v]) continue;
    const out = degreeOf(uses, v);
    if (out < (works[v] ? mostAsked : least) || degreeOf(usedBy, v) >= out) continue;
    const { participation: spread, communities } = participation([uses], partition, v);
    const isHidden = degreeOf(usedBy, v) <= mostUsedShare * out;
    const isContainer = communities >= reach;
    if (spread >= leastSpread && (isHidden || isContainer)) roots[v] = 1;
  }
  for (const v of entryPoints(rows, roots)) roots[v] = 1;
  return roots;
}

function entryPoints({ uses, usedBy }: DependencyRows, roots: Uint8Array): readonly number[] {
  return [...roots.keys()].filter((v) => !roots[v] && degreeOf(usedBy, v) === 0 && usesAny(uses, roots, v));
}

function usesAny({ offsets, targets }: Rows, roots: Uint8Array, v: number): boolean {
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (roots[targets[i]!]) return true;
  return false;
}
