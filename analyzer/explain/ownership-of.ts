import type { Analysis } from '../model/analysis.ts';
import type { Decomposition } from '../model/decomposition.ts';
import { type TableUse, tableUses } from '../score/data-scores.ts';

/** What the services of one decomposition have to do with an entity: a row of the ownership matrix. */
export interface Ownership {
  readonly entity: string;
  /** The one that writes it most, of equals the one that touches it most; absent where only shared modules touch it. */
  readonly owner?: string;
  /** Two or more are a conflict: an extraction must settle who owns it. */
  readonly writers: readonly string[];
  /** Those that only read. */
  readonly readers: readonly string[];
}

/** One row for each entity that a service touches, sorted by name. */
export function ownershipOf(
  { accesses }: Pick<Analysis, 'accesses'>,
  { services }: Pick<Decomposition, 'services'>,
): Ownership[] {
  const numbers = new Map<string, number>();
  const serviceOf: number[] = [];
  services.forEach(({ modules }, service) => {
    for (const id of modules) numbers.set(id, serviceOf.push(service) - 1);
  });
  const cut = { serviceOf: Int32Array.from(serviceOf), count: services.length };
  const nameOf = (service: number): string => services[service]?.name ?? '';
  const index = { numberOf: (id: string) => numbers.get(id) };
  return tableUses({ index, evidence: { accesses } }, cut).map((use) => toOwnership(use, nameOf));
}

function toOwnership(
  { entity, owner, writers, users }: TableUse,
  nameOf: (service: number) => string,
): Ownership {
  return {
    entity,
    ...(owner < 0 ? {} : { owner: nameOf(owner) }),
    writers: writers.map(nameOf),
    readers: users.filter((service) => !writers.includes(service)).map(nameOf),
  };
}
