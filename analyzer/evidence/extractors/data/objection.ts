import type { Entity, EntityReference } from '../../../model/evidence.ts';
import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { originOf, type ClassValue, type Value } from '../link/value.ts';
import { chainSteps } from './chain-root.ts';
import { callbacksOf, transactionAt } from './wrapped-transactions.ts';

const WRITES = [
  'insert',
  'insertAndFetch',
  'insertGraph',
  'insertGraphAndFetch',
  'upsertGraph',
  'upsertGraphAndFetch',
  'update',
  'updateAndFetchById',
  'patch',
  'patchAndFetch',
  'patchAndFetchById',
  'delete',
  'deleteById',
  'increment',
  'decrement',
  'relate',
  'unrelate',
];
const STARTS = ['query', '$query', 'relatedQuery', '$relatedQuery'];

/** Objection: models with `tableName` and `relationMappings`, queries of models and rows, transactions. */
export const objection: Extractor = {
  name: 'objection',
  packages: ['objection'],
  methods: [...STARTS, ...WRITES, 'transaction', 'startTransaction'],
  extract: (code, found) => {
    const tables = tablesIn(code);
    if (tables.size === 0) return;
    for (const key of tables.keys()) found.entities.push(entityAt(code, key, tables));
    const writing = new Set<string>();
    for (const call of code.callsNamed(WRITES)) readWrite(found, call, tables, writing);
    for (const call of code.callsNamed(STARTS)) {
      if (!writing.has(`${call.module}@${call.at}`)) readStart(found, call, tables);
    }
    for (const call of code.callsNamed(['transaction'])) readTransaction(code, found, call);
  },
};

type Tables = ReadonlyMap<string, string>;

/** Classes below `Model` that say which table they are. */
function tablesIn(code: Code): Map<string, string> {
  const tables = new Map<string, string>();
  if (code.callsFrom('objection').length === 0 && !importsObjection(code)) return tables;
  for (const module of code.modules) {
    for (const { id } of code.indexOf(module)?.sketch.classes ?? []) {
      const value: ClassValue = { kind: 'class', module, id };
      if (!code.basesOf(value).some(isModel)) continue;
      const [name] = code.follow(value, { get: 'tableName' }, module);
      if (name?.kind === 'constant') tables.set(`${module}#${id}`, String(name.value));
    }
  }
  return tables;
}

function importsObjection(code: Code): boolean {
  return code.modules.some((module) =>
    code.indexOf(module)?.facts.imports.some(({ specifier }) => specifier === 'objection'),
  );
}

function isModel(base: Value): boolean {
  return base.kind !== 'class' && /^objection\.Model(?:\(\))?$/u.test(originOf(base) ?? '');
}

function entityAt(code: Code, key: string, tables: Tables): Entity {
  const at = key.lastIndexOf('#');
  const value: ClassValue = { kind: 'class', module: key.slice(0, at), id: Number(key.slice(at + 1)) };
  const line = code.indexOf(value.module)?.class(value.id)?.line ?? 1;
  const name = tables.get(key) ?? '';
  const references = relationsOf(code, value, name, tables);
  return { name, kind: 'table', module: value.module, line, references, source: 'objection' };
}

/** `join: { from: 'pets.ownerId', to: 'persons.id' }`: the key is on the side that is not called `id`. */
function relationsOf(code: Code, value: ClassValue, own: string, tables: Tables): EntityReference[] {
  const mappings = code
    .follow(value, { get: 'relationMappings' }, value.module)
    .flatMap((one) =>
      one.kind === 'function'
        ? (code.indexOf(one.module)?.function(one.id)?.returns ?? []).flatMap((term) =>
            code.evaluate(one.module, term),
          )
        : [one],
    );
  const known = new Set(tables.values());
  return mappings.flatMap((mapping) => {
    if (mapping.kind !== 'object') return [];
    return mapping.term.entries.flatMap(([name]): EntityReference[] => {
      const [from, to] = ['from', 'to'].map((side) => joinSide(code, mapping, name, side));
      const isHeld = from?.table === own && from.column !== 'id' && to !== undefined && known.has(to.table);
      return isHeld && to.column === 'id' ? [{ entity: to.table, field: from.column }] : [];
    });
  });
}

function joinSide(
  code: Code,
  mapping: Value,
  name: string,
  side: string,
): { table: string; column: string } | undefined {
  let values: readonly Value[] = [mapping];
  for (const get of [name, 'join', side]) {
    values = values.flatMap((value) =>
      value.kind === 'object' ? code.follow(value, { get }, value.module) : [],
    );
  }
  const [text] = values.flatMap((value) => (value.kind === 'constant' ? String(value.value) : []));
  const [table, column] = text?.split('.') ?? [];
  return table === undefined || column === undefined ? undefined : { table, column };
}

/** `Person.query().insert(…)` writes, and its `query()` reads nothing. */
function readWrite(found: Found, call: Call, tables: Tables, writing: Set<string>): void {
  const { callee, module, line, in: scope } = call;
  if (callee.kind !== 'member') return;
  const start = chainSteps(callee).find(({ name }) => STARTS.includes(name));
  const entity = start && tableBehind(start.class, start.of, tables);
  if (!start || entity === undefined) return;
  writing.add(`${start.made.module}@${start.made.at}`);
  found.accesses.push({ module, entity, mode: 'write', line, certainty: 1, in: scope });
}

function readStart(found: Found, { callee, module, line, in: scope }: Call, tables: Tables): void {
  if (callee.kind !== 'member') return;
  const entity = tableBehind(callee.class, callee.of, tables);
  if (entity !== undefined)
    found.accesses.push({ module, entity, mode: 'read', line, certainty: 1, in: scope });
}

function tableBehind(owner: ClassValue | undefined, of: Value, tables: Tables): string | undefined {
  if (owner) return tables.get(`${owner.module}#${owner.id}`);
  const self = of.kind === 'made' ? of.self : of.kind === 'instance' ? of : undefined;
  if (self) return tables.get(`${self.module}#${self.id}`);
  const [first] = chainSteps(of).flatMap(({ class: begun }) => begun ?? []);
  return first && tables.get(`${first.module}#${first.id}`);
}

function readTransaction(code: Code, found: Found, call: Call): void {
  const { callee } = call;
  if (callee.kind !== 'member' || !(callee.class && isModel(callee.of))) return;
  const entry = callbacksOf(code, call);
  if (entry.length > 0) found.transactions.push(transactionAt(code, call, entry));
}
