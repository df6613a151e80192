import type { Entity, EntityReference } from '../../../model/evidence.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls, type DecoratorCall } from '../link/decorators.ts';
import { entryOf, propertyOf } from '../link/entries.ts';
import type { FunctionPlace } from '../extractor.ts';
import { type ClassValue, originOf, type Value } from '../link/value.ts';
import type { ClassSketch, MemberSketch } from '../sketch/sketch.ts';
import type { Term } from '../sketch/term.ts';

/** Entities by class: `module#id` → table. */
export type EntityTables = ReadonlyMap<string, string>;

const ENTITY =
  /^(?:typeorm|@mikro-orm\/(?:core|decorators[\w/]*))\.(?:Entity|ViewEntity|ChildEntity)$|^:\w*Entity$/u;
/** The side that holds the column; `:MultiORMManyToOne` and the like wrap it. */
const OWNING = /(?:^typeorm\.|^@mikro-orm\/core\.|^:\w*?)(ManyToOne|OneToOne|ManyToMany)$/u;
const JOIN = /(?:\.|:\w*?)Join(?:Column|Table)$/u;

/** Classes with `@Entity`, or with a decorator of the repository's own that ends in `Entity`. */
export function typeormTables(code: Code): EntityTables {
  let tables = memo.get(code);
  if (!tables) memo.set(code, (tables = findTables(code)));
  return tables;
}

/** TypeORM and MikroORM ask alike. */
const memo = new WeakMap<Code, EntityTables>();

function findTables(code: Code): Map<string, string> {
  const tables = new Map<string, string>();
  for (const module of code.modules) {
    for (const sketch of code.indexOf(module)?.sketch.classes ?? []) {
      const decorator = decoratorCalls(code, module, sketch.decorators).find(({ origin }) =>
        ENTITY.test(origin),
      );
      if (decorator) tables.set(`${module}#${sketch.id}`, tableOf(code, decorator, sketch));
    }
  }
  return tables;
}

function tableOf(code: Code, decorator: DecoratorCall, { name }: ClassSketch): string {
  const { module } = decorator;
  const args = decorator.by ? argumentsHandedOn(code, decorator, decorator.by) : decorator.args;
  const options = ['name', 'tableName'].flatMap((key) => entryOf(code, { module, args }, key));
  const [first] = args;
  const written = typeof first === 'string' ? first : options[0]?.text;
  const named = first === undefined || typeof first === 'string' ? undefined : code.fold(module, first)[0];
  if (written !== undefined) return written;
  return named && named.certainty === 1 && !named.text.includes('{') ? named.text : snakeCase(name);
}

/** Of `FlaggedEntity('flag', 'orders')`, what its function gives to `Entity`; all where that cannot be seen. */
function argumentsHandedOn(
  code: Code,
  { args }: DecoratorCall,
  { module, id }: FunctionPlace,
): readonly Term[] {
  for (const call of code.callsFrom('typeorm')) {
    const [first] = call.args;
    if (call.module !== module || first === undefined || originOf(call.callee) !== 'typeorm.Entity') continue;
    const given = code.evaluate(module, first).find((value) => value.kind === 'parameter' && value.of === id);
    if (given?.kind === 'parameter') return args.slice(given.index);
  }
  return args;
}

/** TypeORM's default naming: `OrderItem` is the table `order_item`. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase();
}

/** Entities of both, and the tables between two; `source` tells whose decorator made them one. */
export function typeormEntities(code: Code, tables: EntityTables): Entity[] {
  const names = new Set(tables.values());
  return [...tables].flatMap(([key, name]): Entity[] => {
    const { module, sketch, id } = classAt(code, key);
    const { references, between } = referencesOf(code, { kind: 'class', module, id }, { tables, name });
    const place = { kind: 'table' as const, module, line: sketch?.line ?? 1 };
    const source = isMikroOrm(code, module, sketch) ? 'mikro-orm' : 'typeorm';
    const joins = between.filter((one) => !names.has(one.name)).map((one) => ({ ...place, ...one, source }));
    return [{ ...place, name, references, source }, ...joins];
  });
}

function isMikroOrm(code: Code, module: string, sketch: ClassSketch | undefined): boolean {
  const origins = decoratorCalls(code, module, sketch?.decorators).map(({ origin }) => origin);
  return (
    origins.some((one) => one.startsWith('@mikro-orm/')) && !origins.some((one) => one.startsWith('typeorm.'))
  );
}

function classAt(code: Code, key: string): { module: string; id: number; sketch: ClassSketch | undefined } {
  const at = key.lastIndexOf('#');
  const module = key.slice(0, at);
  const id = Number(key.slice(at + 1));
  return { module, id, sketch: code.indexOf(module)?.class(id) };
}

type Between = Pick<Entity, 'name' | 'references'>;

interface Owner {
  readonly tables: EntityTables;
  readonly name: string;
}

/** Foreign keys of the class and of those above it, and the tables between it and others. */
function referencesOf(
  code: Code,
  start: ClassValue,
  table: Owner,
): { references: EntityReference[]; between: Between[] } {
  const references = new Map<string, EntityReference>();
  const between: Between[] = [];
  for (const owner of [start, ...code.basesOf(start)]) {
    if (owner.kind !== 'class') continue;
    for (const member of code.indexOf(owner.module)?.class(owner.id)?.members ?? []) {
      const relation = relationOf(code, owner.module, member, table.tables);
      if (!relation) continue;
      const { entity, join } = relation;
      if (join) between.push(tableBetween(code, { ...table, field: member.name }, entity, join));
      else if (!references.has(member.name)) references.set(member.name, { entity, field: member.name });
    }
  }
  return { references: [...references.values()], between };
}

/** `@JoinTable({ name })`, or the name that TypeORM makes up of both sides. */
function tableBetween(
  code: Code,
  { name: owner, field }: Owner & { readonly field: string },
  entity: string,
  join: DecoratorCall,
): Between {
  const [named] = ['name', 'pivotTable'].flatMap((key) => entryOf(code, join, key));
  const [written] = join.args;
  const name =
    typeof written === 'string' ? written : (named?.text ?? snakeCase(`${owner}_${field}_${entity}`));
  return {
    name,
    references: [
      { entity: owner, field: `${owner}_id` },
      { entity, field: `${entity}_id` },
    ],
  };
}

function relationOf(
  code: Code,
  module: string,
  member: MemberSketch,
  tables: EntityTables,
): { entity: string; join?: DecoratorCall } | undefined {
  const decorators = decoratorCalls(code, module, member.decorators);
  const relation = decorators.find(({ origin }) => OWNING.test(origin));
  if (!relation) return undefined;
  const join = decorators.find(({ origin }) => JOIN.test(origin));
  const isManyToOne = relation.origin.endsWith('ManyToOne');
  if (!isManyToOne && !join && !isOwner(code, relation)) return undefined;
  const [target] = relation.args;
  const entity = target === undefined ? undefined : entityNamed(code, relation.module, target, tables);
  if (entity === undefined) return undefined;
  return relation.origin.endsWith('ManyToMany') ? { entity, join: join ?? relation } : { entity };
}

/** MikroORM says it in the options. */
function isOwner(code: Code, { module, args }: DecoratorCall): boolean {
  return args.some(
    (term) =>
      propertyOf(code, { module, term }, 'owner').length > 0 ||
      propertyOf(code, { module, term }, 'joinColumn').length > 0,
  );
}

/** `() => Order`, `Order`, `'Order'` or `{ entity: () => Order }`. */
export function entityNamed(
  code: Code,
  module: string,
  term: Parameters<Code['evaluate']>[1],
  tables: EntityTables,
): string | undefined {
  const [option] = propertyOf(code, { module, term }, 'entity');
  const values = [
    ...code.evaluate(module, term),
    ...(option ? code.evaluate(option.module, option.term) : []),
  ];
  for (const value of values) {
    const found = tableOfValue(code, value, tables);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function tableOfValue(code: Code, value: Value, tables: EntityTables): string | undefined {
  if (value.kind === 'class' || value.kind === 'instance') return tables.get(`${value.module}#${value.id}`);
  for (const inner of insideOf(code, value)) {
    if (inner.kind === 'class' || inner.kind === 'instance') return tableOfValue(code, inner, tables);
  }
  return value.kind === 'constant' && typeof value.value === 'string'
    ? tableNamed(code, value.value, tables)
    : undefined;
}

/** The first item of a list; what a function returns. */
function insideOf(code: Code, value: Value): readonly Value[] {
  if (value.kind === 'list')
    return value.items.slice(0, 1).flatMap((term) => code.evaluate(value.module, term));
  if (value.kind !== 'function') return [];
  const returned = code.indexOf(value.module)?.function(value.id)?.returns ?? [];
  return returned.flatMap((term) => code.evaluate(value.module, term));
}

/** A class by its name, or a table. */
function tableNamed(code: Code, name: string, tables: EntityTables): string | undefined {
  for (const [key, table] of tables) {
    if (table === name || classAt(code, key).sketch?.name === name) return table;
  }
  return undefined;
}
