import type { Finding } from '../../../model/analysis.ts';
import type { Entity, EntityReference } from '../../../model/evidence.ts';
import type { PrismaModel } from './schema-facts.ts';

interface Attribute {
  readonly name: string;
  readonly args?: readonly { readonly value?: unknown }[];
}

interface Field {
  readonly type: string;
  readonly name: string;
  readonly fieldType?: unknown;
  readonly array?: boolean;
  readonly attributes?: readonly Attribute[];
  readonly args?: readonly { readonly value?: unknown }[];
}

interface Model {
  readonly type: string;
  readonly name: string;
  readonly properties: readonly Field[];
}

/** One Prisma schema; several files of one folder are read one by one and joined by `readSchemas`. */
export interface PrismaFile {
  readonly models: readonly (Model & { readonly path: string; readonly line: number })[];
  readonly findings: readonly Finding[];
}

type GetSchema = (text: string) => { readonly list: readonly unknown[] };

/** Parses one `*.prisma` file. One that does not parse is a finding with its line; the rest goes on. */
export function readPrismaFile(getSchema: GetSchema, path: string, text: string): PrismaFile {
  try {
    const lines = text.split('\n');
    const models = getSchema(text)
      .list.filter(isModel)
      .map((model) => ({ ...model, path, line: lineOf(lines, model.name) }));
    return { models, findings: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = (error as { token?: { startLine?: number } }).token?.startLine;
    const place = line === undefined || Number.isNaN(line) ? {} : { line };
    const finding = {
      code: 'SCHEMA',
      file: path,
      ...place,
      message: `Not read as a Prisma schema: ${firstLine(message)}`,
    };
    return { models: [], findings: [finding] };
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.slice(0, 200) ?? '';
}

function isModel(item: unknown): item is Model {
  return typeof item === 'object' && item !== null && (item as Model).type === 'model';
}

function lineOf(lines: readonly string[], name: string): number {
  return lines.findIndex((line) => new RegExp(String.raw`^\s*model\s+${name}\b`, 'u').test(line)) + 1;
}

/** Entities with foreign keys, and the models as a client offers them. */
export function joinPrismaFiles(files: readonly PrismaFile[]): {
  entities: Entity[];
  prisma: Map<string, PrismaModel>;
} {
  const models = files.flatMap((file) => file.models);
  const tables = new Map(models.map((model) => [model.name, tableOf(model)]));
  const prisma = new Map<string, PrismaModel>();
  const entities = models.map((model): Entity => {
    const relations = relationsOf(model, tables);
    prisma.set(clientName(model.name), { table: tableOf(model), relations: new Map(relations) });
    return {
      name: tableOf(model),
      kind: 'table',
      module: model.path,
      line: model.line,
      references: model.properties.flatMap((field) => referenceOf(field, tables, model)),
      source: 'prisma',
    };
  });
  return { entities: [...entities, ...joinTables(models, tables)], prisma };
}

function clientName(model: string): string {
  return model.slice(0, 1).toLowerCase() + model.slice(1);
}

function tableOf(model: Model): string {
  const map = model.properties.find(({ type, name }) => type === 'attribute' && name === 'map');
  const [first] = map?.args ?? [];
  return unquoted(valueOf(first?.value)) ?? model.name;
}

/** `"orders"`, or `name: "orders"`. */
function valueOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('value' in value)) return value;
  return value.value;
}

function unquoted(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replaceAll(/^"|"$/gu, '') : undefined;
}

function relationsOf({ properties }: Model, tables: ReadonlyMap<string, string>): [string, string][] {
  return properties.flatMap(({ type, name, fieldType }): [string, string][] =>
    type === 'field' && typeof fieldType === 'string' && tables.has(fieldType)
      ? [[name, clientName(fieldType)]]
      : [],
  );
}

/** Only the side that holds the columns references: `@relation(fields: […], references: […])`. */
function referenceOf(
  { fieldType, attributes }: Field,
  tables: ReadonlyMap<string, string>,
  { properties }: Model,
): EntityReference[] {
  const relation = attributes?.find((attribute) => attribute.name === 'relation');
  const fields = relation?.args?.map(({ value }) => value).find((value) => isKey(value, 'fields'));
  const entity = typeof fieldType === 'string' ? tables.get(fieldType) : undefined;
  const [first] = itemsOf(valueOf(fields));
  if (entity === undefined || first === undefined) return [];
  return [{ entity, field: columnOf(properties.find(({ name }) => name === first)) ?? first }];
}

/** `@map("user_id")` is what the column is called. */
function columnOf(field: Field | undefined): string | undefined {
  const map = field?.attributes?.find(({ name }) => name === 'map');
  return unquoted(valueOf(map?.args?.[0]?.value));
}

function itemsOf(value: unknown): string[] {
  const args = typeof value === 'object' && value !== null && 'args' in value ? value.args : undefined;
  return Array.isArray(args) ? args.filter((one) => typeof one === 'string') : [];
}

/** Lists on both sides and no columns: Prisma makes a table of its own, `_OrderToTag` or after the relation's name. */
function joinTables(
  models: readonly (Model & { readonly path: string; readonly line: number })[],
  tables: ReadonlyMap<string, string>,
): Entity[] {
  const found = new Map<string, Entity>();
  for (const model of models) {
    for (const field of model.properties) {
      const other = models.find(({ name }) => field.array && name === field.fieldType);
      if (!other || !meets(model, field, other)) continue;
      const [a = '', b = ''] = [model.name, other.name].sort();
      const name = `_${relationName(field) || `${a}To${b}`}`;
      const references = [
        { entity: tables.get(a) ?? a, field: 'A' },
        { entity: tables.get(b) ?? b, field: 'B' },
      ];
      const { path: module, line } = model;
      found.set(name, { name, kind: 'table', module, line, references, source: 'prisma' });
    }
  }
  return [...found.values()];
}

/** Whether the other side has a list of the same relation. */
function meets(model: Model, field: Field, other: Model): boolean {
  const relation = relationName(field);
  return (
    relation !== undefined &&
    other.properties.some(
      (one) => one !== field && one.array && one.fieldType === model.name && relationName(one) === relation,
    )
  );
}

/** Empty where the relation has no name; undefined where it holds columns itself. */
function relationName({ attributes }: Field): string | undefined {
  const args = attributes?.find(({ name }) => name === 'relation')?.args?.map(({ value }) => value) ?? [];
  if (args.some((value) => isKey(value, 'fields'))) return undefined;
  const named = args.find((value) => isKey(value, 'name') || typeof value === 'string');
  return unquoted(valueOf(named)) ?? '';
}

function isKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && 'key' in value && value.key === key;
}
