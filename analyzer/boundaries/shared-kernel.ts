import type { DependencyRows } from '../graph/dependency-rows.ts';
import { participation } from './participation.ts';
import type { Partition } from './partition.ts';

/** Fewer users than this can be served by one owner. */
const leastUsers = 5;
/** And they are spread at least this widely over services. */
const leastSpread = 0.6;

const conventional = /(^|\/)(shared|common|core|libs?|utils?|helpers?|kernel|types|constants)(\/|$)/i;

export interface KernelInput {
  readonly rows: DependencyRows;
  readonly partition: Partition;
  /** Roots use everything by design, so their use says nothing. */
  readonly roots: Uint8Array;
  /** Folder of each module, empty where folders are hidden. */
  readonly folders: readonly string[];
}

/**
 * Modules that many services use and that need none of them: fan-in spread over services, and no
 * dependency outside the kernel, since a shared library cannot import a service. A module in a folder
 * that people call shared is taken on weaker evidence.
 */
export function findSharedKernel({ rows, partition, roots, folders }: KernelInput): Uint8Array {
  const services = partition.map((service, v) => (roots[v] ? -1 : service));
  const kernel = new Uint8Array(partition.length);
  for (let v = 0; v < partition.length; v++) {
    if (roots[v]) continue;
    const { participation: spread, total } = participation([rows.usedBy], services, v);
    const named = conventional.test(folders[v]!);
    if (total >= (named ? 2 : leastUsers) && spread >= (named ? 0.3 : leastSpread)) kernel[v] = 1;
  }
  dropUpward(rows, kernel);
  return kernel;
}

/** Takes out, until nothing changes, members that depend on a module outside the kernel. */
function dropUpward({ uses }: DependencyRows, kernel: Uint8Array): void {
  for (let changed = true; changed;) {
    changed = false;
    for (let v = 0; v < kernel.length; v++) {
      if (!kernel[v]) continue;
      const outside = countOutside(uses, kernel, v);
      if (outside === 0) continue;
      kernel[v] = 0;
      changed = true;
    }
  }
}

function countOutside({ offsets, targets }: DependencyRows['uses'], kernel: Uint8Array, v: number): number {
  let outside = 0;
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (!kernel[targets[i]!]) outside++;
  return outside;
}
