import type { Entity, EntityReference } from '../../../model/evidence.ts';
import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { optionsOf, propertyOf } from '../link/entries.ts';
import { DYNAMIC } from '../link/fold-text.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { callbacksOf, transactionAt } from './wrapped-transactions.ts';

const READS = ['from', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', '$count'];
const WRITES = ['insert', 'update', 'delete'];
const QUERIES = ['findMany', 'findFirst'];

/** Drizzle: tables of all dialects with foreign keys, reads, joins, writes, relational queries, transactions. */
export const drizzle: Extractor = {
  name: 'drizzle',
  packages: ['drizzle-orm'],
  methods: [...READS, ...WRITES, ...QUERIES, 'transaction', 'references'],
  extract: (code, found) => {
    const tables = readTables(code, found);
    if (tables.size === 0) return;
    for (const call of code.callsNamed([...READS, ...WRITES])) readAccess(code, found, call);
    for (const call of code.callsNamed(QUERIES)) readQuery(code, found, call, tables);
    for (const call of code.callsNamed(['transaction'])) readTransaction(code, found, call);
  },
};

type Made = Value & { kind: 'made' };

const TABLE =
  /^drizzle-orm\.(?:(?:pg|mysql|sqlite|singlestore|gel)Table|(?:pg|mysql|sqlite)TableCreator\(\)|(?:pg|mysql)Schema\(\)\.table)$/u;

function isTable(value: Value): value is Made {
  return value.kind === 'made' && TABLE.test(originOf(value.by) ?? '');
}

function tableName(code: Code, { by, module, args }: Made): string | undefined {
  const [first] = args;
  const written = first === undefined ? undefined : code.fold(module, first)[0]?.text;
  return written === undefined || by.kind !== 'made' ? written : prefixed(code, by, written);
}

/** `pgTableCreator((name) => `shop_${name}`)` changes every name. */
function prefixed(code: Code, { module, args }: Made, written: string): string {
  const [creator] = args;
  if (typeof creator !== 'object' || creator?.kind !== 'function') return written;
  const [returned] = code.indexOf(module)?.function(creator.id)?.returns ?? [];
  if (returned === undefined) return written;
  return (code.fold(module, returned)[0]?.text ?? DYNAMIC).replace(DYNAMIC, written);
}

/** Tables by the names under which `db.query` offers them. */
function readTables(code: Code, found: Found): Map<string, string> {
  const names = new Map<string, string>();
  const seen = new Set<string | undefined>();
  for (const { name, table } of namedTables(code)) {
    const text = tableName(code, table);
    if (text === undefined) continue;
    names.set(name, text);
    if (!seen.has(siteOf(table))) found.entities.push(entityOf(code, table, text));
    seen.add(siteOf(table));
  }
  return names;
}

function namedTables(code: Code): { name: string; table: Made }[] {
  return code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.bindings ?? []).flatMap(({ name, in: scope, value }) =>
      scope !== 0 || typeof value !== 'object' || value?.kind !== 'chain'
        ? []
        : code
            .evaluate(module, value)
            .filter(isTable)
            .map((table) => ({ name, table })),
    ),
  );
}

function entityOf(code: Code, table: Made, name: string): Entity {
  const { module, line, args } = table;
  const columns = args.slice(1, 2).flatMap((term) => code.evaluate(module, term));
  const references = [
    ...columns.flatMap((value) => (value.kind === 'object' ? columnReferences(code, value) : [])),
    ...args.slice(2, 3).flatMap((term) => tableReferences(code, module, term)),
  ];
  return { name, kind: 'table', module, line, references, source: 'drizzle' };
}

/** `ownerId: integer('owner_id').references(() => owners.id)`. */
function columnReferences(code: Code, { module, term }: Value & { kind: 'object' }): EntityReference[] {
  return term.entries.flatMap(([field, column]) =>
    code
      .evaluate(module, column)
      .flatMap((value) => referencedBy(code, value).map((entity) => ({ entity, field }))),
  );
}

function referencedBy(code: Code, value: Value): string[] {
  let at = value;
  while (at.kind === 'made' && at.by.kind === 'member') {
    if (at.by.name === 'references') {
      const { module, args } = at;
      return args.slice(0, 1).flatMap((term) => tablesBehind(code, module, term));
    }
    at = at.by.of;
  }
  return [];
}

/** `() => owners.id`, or the column itself. */
function tablesBehind(code: Code, module: string, term: Term): string[] {
  return code.evaluate(module, term).flatMap((value): string[] => {
    if (value.kind === 'function') {
      const returned = code.indexOf(value.module)?.function(value.id)?.returns ?? [];
      return returned.flatMap((one) => tablesBehind(code, value.module, one));
    }
    const table = value.kind === 'member' ? value.of : value;
    return isTable(table) ? [tableName(code, table) ?? []].flat() : [];
  });
}

/** `foreignKey({ columns: [table.a], foreignColumns: [other.id] })` in the third argument. */
function tableReferences(code: Code, module: string, term: Term): EntityReference[] {
  const returned = code
    .evaluate(module, term)
    .flatMap((value) =>
      value.kind === 'function' ? (code.indexOf(value.module)?.function(value.id)?.returns ?? []) : [],
    );
  const parts = returned.flatMap((one) => code.evaluate(module, one)).flatMap((value) => termsIn(value));
  return parts.flatMap((one) =>
    code.evaluate(module, one).flatMap((value) => (value.kind === 'made' ? foreignKeyOf(code, value) : [])),
  );
}

function termsIn(value: Value): readonly Term[] {
  if (value.kind === 'list') return value.items;
  return value.kind === 'object' ? value.term.entries.map(([, one]) => one) : [];
}

function foreignKeyOf(code: Code, { by, module, args }: Made): EntityReference[] {
  if (!/^drizzle-orm\.foreignKey$/u.test(originOf(by) ?? '')) return [];
  const items = (key: string): Term[] =>
    optionsOf(code, module, args, key).flatMap((one) =>
      code.evaluate(one.module, one.term).flatMap((value) => (value.kind === 'list' ? [...value.items] : [])),
    );
  const [column] = items('columns').flatMap((term) => code.evaluate(module, term));
  const [entity] = items('foreignColumns').flatMap((term) => tablesBehind(code, module, term));
  return column?.kind === 'member' && entity !== undefined ? [{ entity, field: column.name }] : [];
}

function readAccess(code: Code, found: Found, { callee, module, line, args, loop, in: scope }: Call): void {
  const [first] = args;
  if (callee.kind !== 'member' || first === undefined) return;
  const mode = WRITES.includes(callee.name) ? 'write' : 'read';
  for (const table of code.evaluate(module, first, loop).filter(isTable)) {
    const entity = tableName(code, table);
    if (entity !== undefined) found.accesses.push({ module, entity, mode, line, certainty: 1, in: scope });
  }
}

/** `db.query.users.findMany({ with: { posts: true } })`. */
function readQuery(code: Code, found: Found, call: Call, tables: ReadonlyMap<string, string>): void {
  const { module, line, args, in: scope } = call;
  const entity = tables.get(queriedName(call) ?? '');
  if (entity === undefined) return;
  const add = (name: string, certainty: number): void => {
    found.accesses.push({ module, entity: name, mode: 'read', line, certainty, in: scope });
  };
  add(entity, 1);
  for (const name of args.flatMap((term) => relatedNames(code, module, term))) {
    const other = tables.get(name) ?? tables.get(`${name}s`);
    if (other !== undefined) add(other, RELATED);
  }
}

/** A relation may be called otherwise than the table at its other end. */
const RELATED = 0.8;

function queriedName({ callee }: Call): string | undefined {
  const table = callee.kind === 'member' ? callee.of : undefined;
  if (table?.kind !== 'member' || table.of.kind !== 'member') return undefined;
  return table.of.name === 'query' ? table.name : undefined;
}

function relatedNames(code: Code, module: string, term: Term): string[] {
  return propertyOf(code, { module, term }, 'with')
    .flatMap((one) => code.evaluate(one.module, one.term))
    .flatMap((value) => (value.kind === 'object' ? value.term.entries.map(([name]) => name) : []));
}

const CLIENT = /^drizzle-orm\.drizzle\(\)|^drizzle-orm\.\w*Database\(\)/u;

function readTransaction(code: Code, found: Found, call: Call): void {
  const entry = CLIENT.test(originOf(call.callee) ?? '') ? callbacksOf(code, call) : [];
  if (entry.length > 0) found.transactions.push(transactionAt(code, call, entry));
}
