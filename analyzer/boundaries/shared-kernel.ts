import type { DependencyRows, Rows } from '../graph/dependency-rows.ts';
import { nameOf } from '../graph/vocabulary.ts';
import { subjectWordsOf } from '../graph/words.ts';
import { participation } from './participation.ts';
import type { Partition } from './partition.ts';
import { entryRole, subjectInRole } from './subject-in-role.ts';

/** Fewer users than this can be served by one owner. */
const leastUsers = 5;
/** And they are spread at least this widely over services. */
const leastSpread = 0.6;
/** In a folder that people call shared, so much use makes the modules that it needs shared too. */
const leastUsersOfBase = 8;
const leastSpreadOfBase = 0.7;

const conventional = /(^|\/)(shared|common|core|libs?|utils?|helpers?|kernel|types|constants)(\/|$)/i;

export interface KernelInput {
  readonly rows: DependencyRows;
  /** Rough cuts; how widely a module is used is the mean over them. */
  readonly partitions: readonly Partition[];
  /** Roots use everything by design, so their use says nothing. */
  readonly roots: Uint8Array;
  /** Folder of each module, empty where folders are hidden. */
  readonly folders: readonly string[];
  readonly ids: readonly string[];
}

/**
 * Modules that many services use and that need none of them: fan-in spread over services, and no
 * dependency outside the kernel, since a shared library cannot import a service. A much used module in a
 * folder that people call shared brings along what it needs, as long as that is less than it serves; but what stands behind
 * an entry file of its own name (`locations.service` behind `locations.controller`) has an owner, wherever it lies, and
 * is only a reason to share what it needs.
 */
export function findSharedKernel(input: KernelInput): Uint8Array {
  const { rows, roots, folders } = input;
  const spreads = spreadsOf(input);
  const kernel = Uint8Array.from(spreads, (use, v) =>
    !roots[v] && isWide(use, leastUsers, leastSpread) ? 1 : 0,
  );
  dropUpward(rows.uses, kernel);
  for (const [v, use] of spreads.entries()) {
    if (kernel[v] || roots[v] || !conventional.test(folders[v]!)) continue;
    if (isWide(use, leastUsersOfBase, leastSpreadOfBase)) addBase(v, use.users, kernel, input);
  }
  return kernel;
}

interface Use {
  readonly users: number;
  readonly spread: number;
}

function spreadsOf({ rows, partitions, roots }: KernelInput): readonly Use[] {
  const cuts = partitions.map((cut) => cut.map((service, v) => (roots[v] ? -1 : service)));
  return Array.from(roots, (_, v) => {
    const spreads = cuts.map((cut) => participation([rows.usedBy], cut, v));
    const sum = spreads.reduce((all, { participation: spread }) => all + spread, 0);
    return { users: spreads[0]?.total ?? 0, spread: sum / spreads.length };
  });
}

/** Takes a module with all that it needs into the kernel, unless that is more than its users are. */
function addBase(v: number, users: number, kernel: Uint8Array, { rows, roots, ids }: KernelInput): void {
  const needed = neededBy(v, rows.uses, kernel);
  if (needed.length - 1 > users || needed.some((u) => roots[u])) return;
  const owners = entriesNamedAs(v, rows.usedBy, ids);
  for (const u of needed) kernel[u] = owners.size > 0 && isOwned(u, v, owners, rows.usedBy) ? 0 : 1;
}

/** Entry files that use `v` and are about the same. */
function entriesNamedAs(v: number, { offsets, targets }: Rows, ids: readonly string[]): Set<number> {
  const subject = subjectWordsOf(nameOf(ids[v]!)).join(' ');
  const users = targets.subarray(offsets[v]!, offsets[v + 1]!);
  return new Set(subject === '' ? [] : users.filter((u) => subjectInRole(ids[u]!, entryRole) === subject));
}

/** Whether `u` is `v` itself, or used by nothing but `v` and its entry files. */
function isOwned(u: number, v: number, owners: ReadonlySet<number>, { offsets, targets }: Rows): boolean {
  const users = targets.subarray(offsets[u]!, offsets[u + 1]!);
  return u === v || users.every((user) => user === v || owners.has(user));
}

function isWide({ users, spread }: Use, leastNumber: number, leastWidth: number): boolean {
  return users >= leastNumber && spread >= leastWidth;
}

/** Takes out, until nothing changes, members that depend on a module outside the kernel. */
function dropUpward(uses: Rows, kernel: Uint8Array): void {
  for (let changed = true; changed;) {
    changed = false;
    for (let v = 0; v < kernel.length; v++) {
      if (!kernel[v] || !usesOutside(uses, kernel, v)) continue;
      kernel[v] = 0;
      changed = true;
    }
  }
}

function usesOutside({ offsets, targets }: Rows, kernel: Uint8Array, v: number): boolean {
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (!kernel[targets[i]!]) return true;
  return false;
}

/** `v` and all that it depends on, near or far, outside the kernel. */
function neededBy(v: number, { offsets, targets }: Rows, kernel: Uint8Array): readonly number[] {
  const seen = new Set([v]);
  for (const at of seen)
    for (let i = offsets[at]!; i < offsets[at + 1]!; i++) if (!kernel[targets[i]!]) seen.add(targets[i]!);
  return [...seen];
}
