import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { type InstanceValue, originOf, type TypedValue, type Value } from '../link/value.ts';
import { entityNamed, type EntityTables, tableOfValue, typeormTables } from './typeorm-entities.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const READS = [
  'find',
  'findOne',
  'findOneOrFail',
  'findAll',
  'findAndCount',
  'findByCursor',
  'count',
  'populate',
  'createQueryBuilder',
  'qb',
];
const WRITES = [
  'create',
  'persist',
  'persistAndFlush',
  'remove',
  'removeAndFlush',
  'insert',
  'insertMany',
  'upsert',
  'upsertMany',
  'nativeInsert',
  'nativeUpdate',
  'nativeDelete',
];

const PACKAGES = [
  '@mikro-orm/core',
  '@mikro-orm/nestjs',
  '@mikro-orm/postgresql',
  '@mikro-orm/mysql',
  '@mikro-orm/mariadb',
  '@mikro-orm/sqlite',
  '@mikro-orm/better-sqlite',
  '@mikro-orm/mongodb',
  '@mikro-orm/knex',
];

/** MikroORM: entity managers and repositories, injected or asked for; entities come with TypeORM's, being alike. */
export const mikroOrm: Extractor = {
  name: 'mikro-orm',
  packages: PACKAGES,
  methods: [...READS, ...WRITES, 'getRepository', 'transactional', 'fork', 'begin'],
  extract: (code, found) => {
    const tables = typeormTables(code);
    if (tables.size === 0) return;
    for (const call of code.callsNamed([...READS, ...WRITES])) readAccess(code, found, call, tables);
    const opened: Opened[] = [];
    for (const call of code.callsNamed(['transactional', 'begin'])) {
      if (isManager(code, memberOf(call), 0)) openTransaction(code, found, call, opened);
    }
    findWrappedTransactions(code, found, opened);
  },
};

const READ_SET = new Set(READS);

function readAccess(code: Code, found: Found, call: Call, tables: EntityTables): void {
  const { callee, module, line, in: scope } = call;
  if (callee.kind !== 'member') return;
  const mode = READ_SET.has(callee.name) ? 'read' : 'write';
  for (const entity of new Set(entitiesOf(code, call, callee.of, tables))) {
    found.accesses.push({ module, entity, mode, line, certainty: 1, in: scope });
  }
}

function memberOf({ callee }: Call): Value {
  return callee.kind === 'member' ? callee.of : callee;
}

const FROM =
  /^@mikro-orm\/[\w-]+\.(?:\w*EntityManager\(\)|MikroORM\.init\(\)\.em|MikroORM\(\)\.em|\w+\(\)\.em)(?:\.fork\(\))?$/u;
const REPOSITORY = /^@mikro-orm\/[\w-]+\.\w*EntityRepository$/u;

/** A manager, a fork of one, or what `transactional` hands to its callback. */
function isManager(code: Code, value: Value, depth: number): boolean {
  if (depth > 4) return false;
  if (FROM.test(originOf(value) ?? '')) return true;
  if (value.kind !== 'parameter') return false;
  const taking = code.callTaking(value.module, value.of)?.call.callee;
  return (
    taking?.kind === 'member' && taking.name === 'transactional' && isManager(code, taking.of, depth + 1)
  );
}

function entitiesOf(code: Code, call: Call, receiver: Value, tables: EntityTables): string[] {
  if (isManager(code, receiver, 0)) {
    return call.args.slice(0, 1).flatMap((term) => entityNamed(code, call.module, term, tables) ?? []);
  }
  return repositoryEntities(code, receiver, tables);
}

/** `EntityRepository<Order>`, a class below it, or `em.getRepository(Order)`. */
function repositoryEntities(code: Code, value: Value, tables: EntityTables): string[] {
  if (value.kind === 'typed') return typedRepository(code, value, tables);
  if (value.kind === 'instance') return ownRepository(code, value, tables);
  if (value.kind !== 'made') return [];
  if (value.self) return ownRepository(code, value.self, tables);
  if (value.by.kind !== 'member' || value.by.name !== 'getRepository') return [];
  if (!isManager(code, value.by.of, 0)) return []; // TypeORM's builds in memory what MikroORM's tracks.
  return value.args.flatMap((term) => entityNamed(code, value.module, term, tables) ?? []);
}

function typedRepository(code: Code, { type, module, args }: TypedValue, tables: EntityTables): string[] {
  const [of] = args;
  return of !== undefined && REPOSITORY.test(originOf(type) ?? '') ? named(code, module, of, tables) : [];
}

function ownRepository(code: Code, { module, id }: InstanceValue, tables: EntityTables): string[] {
  const bases = code.basesOf({ kind: 'class', module, id });
  const [type] = code.indexOf(module)?.class(id)?.extendsTypes ?? [];
  const isRepository = bases.some((base) => REPOSITORY.test(originOf(base) ?? ''));
  return isRepository && type !== undefined ? named(code, module, type, tables) : [];
}

function named(
  code: Code,
  module: string,
  type: Parameters<Code['evaluate']>[1],
  tables: EntityTables,
): string[] {
  return code.evaluate(module, type).flatMap((value) => tableOfValue(code, value, tables) ?? []);
}
