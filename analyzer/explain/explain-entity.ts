import type { Analysis } from '../model/analysis.ts';
import type { Decomposition } from '../model/decomposition.ts';
import { ownershipOf } from './ownership-of.ts';
import type { Access, Entity, EntityReference, Transaction } from '../model/evidence.ts';

/** Who uses an entity, service by service, and what ties it to others. */
export interface EntityExplanation {
  readonly name: string;
  /** Absent where only uses were seen. */
  readonly entity?: Entity;
  /** The service that should own it: the one that writes it most, of equals the one that touches it most. */
  readonly owner?: string;
  /** Several services write it: an extraction must settle who owns it. */
  readonly contested: boolean;
  /** Services that write it, also through a module of another. */
  readonly writers: readonly string[];
  /** Most writes first; modules outside any service stand under `undefined`, last. */
  readonly users: readonly EntityUser[];
  /** Foreign keys of others to it. */
  readonly referencedBy: readonly EntityReference[];
  readonly transactions: readonly Transaction[];
}

export interface EntityUser {
  readonly service?: string;
  readonly writes: readonly Access[];
  readonly reads: readonly Access[];
}

/** Undefined where the analysis knows no such entity. */
export function explainEntity(
  analysis: Analysis,
  decomposition: Decomposition,
  name: string,
): EntityExplanation | undefined {
  const entity = analysis.entities.find((one) => one.name === name);
  const accesses = analysis.accesses.filter((one) => one.entity === name && one.through === undefined);
  if (!entity && accesses.length === 0) return undefined;
  const serviceOf = new Map(
    decomposition.services.flatMap(({ name: of, modules }) => modules.map((id) => [id, of])),
  );
  const users = usersOf(accesses, serviceOf);
  const all = analysis.accesses.filter((one) => one.entity === name);
  const [ownership] = ownershipOf({ accesses: all }, decomposition);
  return {
    name,
    ...(entity ? { entity } : {}),
    ...(ownership?.owner === undefined ? {} : { owner: ownership.owner }),
    contested: (ownership?.writers.length ?? 0) > 1,
    writers: ownership?.writers ?? [],
    users,
    referencedBy: referencesTo(analysis.entities, name),
    transactions: analysis.transactions.filter(({ entities }) => entities.includes(name)),
  };
}

function usersOf(accesses: readonly Access[], serviceOf: ReadonlyMap<string, string>): EntityUser[] {
  const groups = new Map<string | undefined, Access[]>();
  for (const access of accesses) {
    const service = serviceOf.get(access.module);
    groups.set(service, [...(groups.get(service) ?? []), access]);
  }
  return [...groups]
    .map(([service, all]) => ({
      ...(service === undefined ? {} : { service }),
      writes: all.filter(({ mode }) => mode === 'write'),
      reads: all.filter(({ mode }) => mode === 'read'),
    }))
    .sort(byUse);
}

function byUse(left: EntityUser, right: EntityUser): number {
  if ((left.service === undefined) !== (right.service === undefined))
    return left.service === undefined ? 1 : -1;
  const order = right.writes.length - left.writes.length || right.reads.length - left.reads.length;
  return order !== 0 ? order : (left.service ?? '') < (right.service ?? '') ? -1 : 1;
}

function referencesTo(entities: readonly Entity[], name: string): EntityReference[] {
  return entities.flatMap(({ name: entity, references }) =>
    references.filter((one) => one.entity === name).map(({ field }) => ({ entity, field })),
  );
}
