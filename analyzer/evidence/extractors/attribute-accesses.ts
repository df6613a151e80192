import type { Access, Transaction } from '../../model/evidence.ts';
import { compareBy } from './compare-by.ts';
import type { Found, FoundAccess } from './extractor.ts';
import { keyOf, type Reach } from './link/reach.ts';

/** What an access through another module loses in certainty. */
const INDIRECT = 0.9;

/** Gives each access to the module that performs it and to those that call it there, and each transaction its entities. */
export function attributeAccesses(
  { accesses, transactions }: Found,
  reach: Reach,
): { accesses: Access[]; transactions: Transaction[] } {
  const byFunction = new Map<string, FoundAccess[]>();
  for (const access of accesses) {
    const key = keyOf({ module: access.module, id: access.in });
    const known = byFunction.get(key);
    if (known) known.push(access);
    else byFunction.set(key, [access]);
  }
  const all = accesses.flatMap((access) => [plain(access), ...usersOf(access, reach)]);
  return {
    accesses: distinct(all),
    transactions: transactions
      .map(({ entry, ...transaction }) => ({
        ...transaction,
        entities: [
          ...new Set(
            reach
              .from(entry)
              .flatMap((place) => (byFunction.get(keyOf(place)) ?? []).map(({ entity }) => entity)),
          ),
        ].sort(),
      }))
      .sort(
        compareBy(
          ({ module }) => module,
          ({ line }) => line,
          ({ scope }) => scope,
        ),
      ),
  };
}

function plain({ module, entity, mode, line, certainty }: FoundAccess): Access {
  return { module, entity, mode, ...(line === undefined ? {} : { line }), certainty };
}

function usersOf(access: FoundAccess, reach: Reach): Access[] {
  const place = { module: access.module, id: access.in };
  const users = new Set(reach.callersOf(place).map(({ module }) => module));
  users.delete(access.module);
  const { entity, mode, line, certainty } = access;
  return [...users].map((module) => ({
    module,
    entity,
    mode,
    ...(line === undefined ? {} : { line }),
    certainty: certainty * INDIRECT,
    through: access.module,
  }));
}

function distinct(accesses: readonly Access[]): Access[] {
  const sorted = [...accesses].sort(
    compareBy(
      ({ module }) => module,
      ({ entity }) => entity,
      ({ mode }) => mode,
      ({ through }) => through ?? '',
      ({ line }) => line ?? 0,
    ),
  );
  const seen = new Set<string>();
  return sorted.filter(({ module, entity, mode, through = '', line = 0 }) => {
    const key = `${module}\0${entity}\0${mode}\0${through}\0${line}`;
    return !seen.has(key) && seen.add(key);
  });
}
