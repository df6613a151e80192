import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { isTelling } from '../link/evaluation.ts';
import { originOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import {
  entityNamed,
  type EntityTables,
  tableOfValue,
  typeormEntities,
  typeormTables,
} from './typeorm-entities.ts';
import { subclassTypes } from './subclass-types.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const READS = [
  'find',
  'findOne',
  'findBy',
  'findOneBy',
  'findAndCount',
  'findAndCountBy',
  'findOneOrFail',
  'findOneByOrFail',
  'findByIds',
  'findOneById',
  'count',
  'countBy',
  'exist',
  'exists',
  'existsBy',
  'sum',
  'average',
  'minimum',
  'maximum',
  'createQueryBuilder',
  'preload',
  'stream',
  'findTrees',
  'findRoots',
  'findDescendants',
  'findAncestors',
];
const WRITES = [
  'save',
  'insert',
  'update',
  'upsert',
  'delete',
  'remove',
  'softDelete',
  'softRemove',
  'restore',
  'recover',
  'increment',
  'decrement',
  'clear',
];

/**
 * TypeORM: entities and foreign keys from decorators (wrapped ones too), repositories through injection, base classes,
 * `getRepository` and the entity manager, query builders, transactions.
 */
export const typeorm: Extractor = {
  name: 'typeorm',
  packages: ['typeorm', '@nestjs/typeorm', 'typeorm-transactional'],
  methods: [
    ...READS,
    ...WRITES,
    'getRepository',
    'getCustomRepository',
    'withRepository',
    'extend',
    'transaction',
    'startTransaction',
    'from',
    'into',
  ],
  extract: (code, found) => {
    const tables = typeormTables(code);
    if (tables.size === 0) return;
    found.entities.push(...typeormEntities(code, tables));
    const opened: Opened[] = [];
    for (const call of code.callsNamed([...READS, ...WRITES])) readAccess(code, found, call, tables);
    for (const call of code.callsNamed(['transaction', 'startTransaction'])) {
      if (opens(call)) openTransaction(code, found, call, opened);
    }
    findWrappedTransactions(code, found, opened);
  },
};

const READ_SET = new Set(READS);
const WRITE_SET = new Set(WRITES);

function readAccess(code: Code, found: Found, call: Call, tables: EntityTables): void {
  const { callee, module, line, in: scope } = call;
  if (callee.kind !== 'member') return;
  const mode = modeOf(callee.name);
  if (!mode) return;
  for (const { entity, module: user, certainty } of entitiesOf(code, call, callee.of, tables)) {
    const through = user === undefined || user === module ? {} : { through: module };
    // The line is one of the class above, so it says nothing about the module of the subclass.
    const place = 'through' in through ? { in: 0 } : { in: scope, line };
    found.accesses.push({ module: user ?? module, entity, mode, certainty, ...place, ...through });
  }
}

function modeOf(method: string): 'read' | 'write' | undefined {
  if (READ_SET.has(method)) return 'read';
  return WRITE_SET.has(method) ? 'write' : undefined;
}

interface Accessed {
  readonly entity: string;
  /** The module of a subclass, where the access stands in a generic class above it. */
  readonly module?: string;
  readonly certainty: number;
}

const MANAGER =
  /^typeorm\.(?:EntityManager|DataSource|Connection|QueryRunner)\(\)(?:\.manager)?$|\.manager$/u;
const REPOSITORY = /^typeorm\.(?:\w*Repository)$/u;
const MOST_STEPS = 32;

/** The entities of a repository, a manager's call or a query builder. */
function entitiesOf(code: Code, call: Call, receiver: Value, tables: EntityTables): readonly Accessed[] {
  const open: Value[] = [receiver];
  for (const at of open) {
    if (open.length > MOST_STEPS) break;
    const found = repositoryEntities(code, at, tables);
    if (found.length > 0) return found;
    if (MANAGER.test(originOf(at) ?? '') || isTransactionManager(code, at)) {
      return argumentEntity(code, call.module, call.args[0], tables);
    }
    open.push(...inner(code, at));
  }
  return [];
}

/** The parameter of `dataSource.transaction(async (manager) => …)`. */
function isTransactionManager(code: Code, value: Value): boolean {
  if (value.kind !== 'parameter') return false;
  const taking = code.callTaking(value.module, value.of)?.call.callee;
  return taking?.kind === 'member' && taking.name === 'transaction' && OPENERS.test(originOf(taking) ?? '');
}

function argumentEntity(
  code: Code,
  module: string,
  term: Term | undefined,
  tables: EntityTables,
): Accessed[] {
  const entity = term === undefined ? undefined : entityNamed(code, module, term, tables);
  return entity === undefined ? [] : [{ entity, certainty: 0.95 }];
}

/** One step inside: what a method was called on. `withRepository(x)` stands for `x`. */
function inner(code: Code, value: Value): readonly Value[] {
  if (value.kind === 'member') return [value.of];
  if (value.kind !== 'made' || value.by.kind !== 'member') return [];
  if (value.by.name !== 'withRepository' && value.by.name !== 'getCustomRepository') return [value.by.of];
  const [given] = value.args;
  return given === undefined ? [] : code.evaluate(value.module, given).filter(isTelling);
}

function repositoryEntities(code: Code, value: Value, tables: EntityTables): readonly Accessed[] {
  if (value.kind === 'instance') return subclassOfRepository(code, value, tables);
  if (value.kind === 'typed' && REPOSITORY.test(originOf(value.type) ?? '')) {
    return typeArgument({ code, tables }, value.module, value.args[0], value.site);
  }
  if (value.kind === 'made' && value.self) return subclassOfRepository(code, value.self, tables);
  if (value.kind !== 'made' || nameOfCallee(value.by).split('.').at(-1) !== 'getRepository') return [];
  const names = value.args.flatMap((term) => entityNamed(code, value.module, term, tables) ?? []);
  return names.map((entity) => ({ entity, certainty: 1 }));
}

function nameOfCallee(value: Value): string {
  if (value.kind === 'member') return value.name;
  return value.kind === 'package' ? value.path : '';
}

/** `class OrderRepository extends Repository<Order>`. */
function subclassOfRepository(
  code: Code,
  value: Value & { kind: 'instance' },
  tables: EntityTables,
): readonly Accessed[] {
  const sketch = code.indexOf(value.module)?.class(value.id);
  const bases = code.basesOf({ kind: 'class', module: value.module, id: value.id });
  const isRepository = bases.some((base) => REPOSITORY.test(originOf(base) ?? ''));
  const [type] = sketch?.extendsTypes ?? [];
  if (!isRepository || !sketch) return [];
  return typeArgument({ code, tables }, value.module, type, `${value.module}@class${value.id}`);
}

/** `Repository<Order>`; for `Repository<T>`, the types with which the class is extended. */
function typeArgument(
  { code, tables }: { readonly code: Code; readonly tables: EntityTables },
  module: string,
  term: Term | undefined,
  site: string,
): readonly Accessed[] {
  if (term === undefined) return [];
  let known = argumentsAt.get(tables);
  if (!known) argumentsAt.set(tables, (known = new Map()));
  const before = known.get(term);
  if (before?.site === site) return before.entities;
  const entities = entitiesOfType({ code, tables }, module, term, site);
  known.set(term, { site, entities });
  return entities;
}

/** A repository that a generic class holds is asked about at each of its calls. */
const argumentsAt = new WeakMap<EntityTables, Map<Term, { site: string; entities: readonly Accessed[] }>>();

function entitiesOfType(
  { code, tables }: { readonly code: Code; readonly tables: EntityTables },
  module: string,
  term: Term,
  site: string,
): Accessed[] {
  const direct = code.evaluate(module, term).flatMap((value) => tableOfValue(code, value, tables) ?? []);
  if (direct.length > 0) return direct.map((entity) => ({ entity, certainty: 1 }));
  return subclassTypes(code, module, term, site).flatMap((one) =>
    code
      .evaluate(one.module, one.term)
      .flatMap((value) => tableOfValue(code, value, tables) ?? [])
      .map((entity) => ({ entity, module: one.module, certainty: 0.9 })),
  );
}

const OPENERS =
  /^typeorm\.(?:DataSource|Connection|EntityManager|getManager|getConnection)\(\)|\.manager\.transaction$/u;

function opens({ callee }: Call): boolean {
  if (callee.kind !== 'member') return false;
  const origin = originOf(callee) ?? '';
  return callee.name === 'startTransaction' ? /typeorm|QueryRunner/u.test(origin) : OPENERS.test(origin);
}
