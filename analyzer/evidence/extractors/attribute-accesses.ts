import type { Access, Transaction } from '../../model/evidence.ts';
import { compareBy } from './compare-by.ts';
import type { Found, FoundAccess, FunctionPlace } from './extractor.ts';
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
    if (access.in === 0) continue;
    const key = keyOf({ module: access.module, id: access.in });
    const known = byFunction.get(key);
    if (known) known.push(access);
    else byFunction.set(key, [access]);
  }
  const usersOf = createUsers(reach);
  const all = accesses.flatMap((access) => [plain(access), ...throughUsers(access, usersOf)]);
  return {
    accesses: distinct(all),
    transactions: distinctTransactions(transactions, (entry) =>
      reach.from(entry).flatMap((place) => (byFunction.get(keyOf(place)) ?? []).map(({ entity }) => entity)),
    ),
  };
}

/** One scope that is opened in one place is one transaction, with all that runs in it. */
function distinctTransactions(
  found: Found['transactions'],
  entitiesIn: (entry: readonly FunctionPlace[]) => readonly string[],
): Transaction[] {
  const byPlace = new Map<string, { module: string; line: number; scope: string; entities: Set<string> }>();
  for (const { module, line, scope, entry } of found) {
    const key = `${module}\0${line}\0${scope}`;
    const known = byPlace.get(key) ?? { module, line, scope, entities: new Set<string>() };
    byPlace.set(key, known);
    for (const entity of entitiesIn(entry)) known.entities.add(entity);
  }
  return [...byPlace.values()]
    .map(({ entities, ...transaction }) => ({ ...transaction, entities: [...entities].sort() }))
    .sort(
      compareBy(
        ({ module }) => module,
        ({ line }) => line,
        ({ scope }) => scope,
      ),
    );
}

function plain({ module, entity, mode, line, certainty, through }: FoundAccess): Access {
  const indirect = through === undefined ? {} : { through };
  return { module, entity, mode, ...(line === undefined ? {} : { line }), certainty, ...indirect };
}

type UsersOf = (place: FunctionPlace) => ReadonlyMap<string, number>;

/** A function that performs one access often performs several. */
function createUsers(reach: Reach): UsersOf {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (place) => {
    const key = keyOf(place);
    const users = known.get(key) ?? usersAt(place, reach);
    known.set(key, users);
    return users;
  };
}

/** The modules that call into the one of a function, with their first line that does; not those that call these. */
function usersAt(start: FunctionPlace, reach: Reach): Map<string, number> {
  const { module: own } = start;
  const users = new Map<string, number>();
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const caller of reach.callersOf(at)) {
      if (caller.module !== own) {
        users.set(caller.module, Math.min(users.get(caller.module) ?? Infinity, reach.lineOf(caller)));
      } else if (!seen.has(keyOf(caller))) {
        seen.add(keyOf(caller));
        open.push(caller);
      }
    }
  }
  return users;
}

function throughUsers(
  { module: own, entity, mode, certainty, in: id }: FoundAccess,
  usersOf: UsersOf,
): Access[] {
  if (id === 0) return [];
  return [...usersOf({ module: own, id })].map(([module, line]) => ({
    module,
    entity,
    mode,
    line,
    certainty: certainty * INDIRECT,
    through: own,
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
    // Of what is done through another module, the first line is enough.
    const key = `${module}\0${entity}\0${mode}\0${through}\0${through === '' ? line : ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
