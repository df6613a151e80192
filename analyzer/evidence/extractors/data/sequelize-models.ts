import type { EntityReference } from '../../../model/evidence.ts';
import type { Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls, type DecoratorCall } from '../link/decorators.ts';
import { entryOf } from '../link/entries.ts';
import { type ClassValue, originOf, siteOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

/** Class as `module#id`, or place of a `define`, → table. */
export type SequelizeModels = ReadonlyMap<string, string>;

interface Reading {
  readonly code: Code;
  readonly models: Map<string, string>;
  /** Where each table is defined, and its foreign keys. */
  readonly tables: Map<string, { module: string; line: number; references: EntityReference[] }>;
}

const MODEL = /^(?:sequelize(?:-typescript)?|@sequelize\/core)\.Model$/u;
/** What `super` is to a class below. */
const MODEL_ABOVE = /^(?:sequelize(?:-typescript)?|@sequelize\/core)\.Model\(\)$/u;
const DEFINE = /^(?:sequelize(?:-typescript)?|@sequelize\/core)\.Sequelize\(\)\.define$/u;

/** Models in all forms, with the tables as entities. */
export function readSequelizeModels(code: Code, found: Found): SequelizeModels {
  const reading: Reading = { code, models: new Map(), tables: new Map() };
  readDefined(reading);
  readClasses(reading);
  readInitialised(reading);
  if (reading.models.size === 0) return reading.models;
  readForeignKeys(reading);
  readAssociations(reading);
  for (const [name, { module, line, references }] of reading.tables) {
    found.entities.push({ name, kind: 'table', module, line, references, source: 'sequelize' });
  }
  return reading.models;
}

/** `sequelize.define('User', {…}, { tableName })`; a parameter that is called `sequelize` is one. */
function readDefined(reading: Reading): void {
  for (const call of reading.code.callsNamed(['define'])) {
    const { module, at, line, args } = call;
    const [name, attributes] = args;
    if (name === undefined || attributes === undefined || !isDefine(call)) continue;
    const table = definedTable(reading.code, module, name, args.slice(2));
    if (table === undefined) continue;
    reading.models.set(`${module}@${at}`, table);
    reading.tables.set(table, { module, line, references: attributeReferences(reading, module, attributes) });
  }
}

function isDefine({ callee }: Call): boolean {
  return callee.kind === 'member' && (callee.of.kind === 'parameter' || DEFINE.test(originOf(callee) ?? ''));
}

function definedTable(code: Code, module: string, name: Term, options: readonly Term[]): string | undefined {
  const model = code.fold(module, name)[0]?.text;
  const [named] = entryOf(code, { module, args: options }, 'tableName');
  return model === undefined || model.includes('{') ? undefined : (named?.text ?? plural(model));
}

/** Sequelize makes a model's name plural and leaves its case. */
function plural(name: string): string {
  if (/[^aeiou]y$/u.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/u.test(name) ? `${name}es` : `${name}s`;
}

/** `references: { model: 'users' | User, key: 'id' }` of an attribute. */
function attributeReferences({ code, models }: Reading, module: string, attributes: Term): EntityReference[] {
  return code.evaluate(module, attributes).flatMap((value) => {
    if (value.kind !== 'object') return [];
    return value.term.entries.flatMap(([field]) =>
      code
        .follow(value, { get: field }, module)
        .flatMap((one) => (one.kind === 'object' ? code.follow(one, { get: 'references' }, one.module) : []))
        .flatMap((one) => (one.kind === 'object' ? code.follow(one, { get: 'model' }, one.module) : []))
        .flatMap((one) => tableOf(models, one) ?? [])
        .map((entity) => ({ entity, field })),
    );
  });
}

function tableOf(models: SequelizeModels, value: Value): string | undefined {
  if (value.kind === 'constant') return String(value.value);
  if (value.kind === 'class' || value.kind === 'instance') return models.get(`${value.module}#${value.id}`);
  return models.get(siteOf(value) ?? '');
}

/** Classes with `@Table`, and those below them. */
function readClasses({ code, models, tables }: Reading): void {
  for (const module of code.modules) {
    for (const { id, name, line, decorators } of code.indexOf(module)?.sketch.classes ?? []) {
      const table = decoratorCalls(code, module, decorators).find(({ origin }) => TABLE.test(origin));
      if (!table) continue;
      const text = tableNamed(code, table) ?? plural(name);
      models.set(`${module}#${id}`, text);
      tables.set(text, { module, line, references: [] });
    }
  }
}

const TABLE = /^sequelize-typescript\.Table$|^@sequelize\/core\.Table$/u;

function tableNamed(code: Code, { module, args }: DecoratorCall): string | undefined {
  return entryOf(code, { module, args }, 'tableName')[0]?.text;
}

/** `User.init(attributes, { sequelize, modelName, tableName })`; `super.init(…)` in a static method of the model. */
function readInitialised(reading: Reading): void {
  const { code, models, tables } = reading;
  for (const call of code.callsNamed(['init'])) {
    const owner = initialised(code, call);
    const [attributes, ...options] = call.args;
    if (!owner || attributes === undefined) continue;
    const { module, line } = call;
    const text = initialisedTable(code, owner, { module, args: options });
    models.set(`${owner.module}#${owner.id}`, text);
    tables.set(text, { module, line, references: attributeReferences(reading, module, attributes) });
  }
}

function initialised(code: Code, { callee, module, in: scope }: Call): ClassValue | undefined {
  if (callee.kind !== 'member') return undefined;
  const origin = originOf(callee.of) ?? '';
  if (MODEL.test(origin)) return callee.class;
  const id = MODEL_ABOVE.test(origin) ? code.indexOf(module)?.function(scope)?.class : undefined;
  return id === undefined ? undefined : { kind: 'class', module, id };
}

function initialisedTable(code: Code, owner: ClassValue, options: Pick<Call, 'module' | 'args'>): string {
  const [table] = entryOf(code, options, 'tableName');
  const [model] = entryOf(code, options, 'modelName');
  return table?.text ?? plural(model?.text ?? code.indexOf(owner.module)?.class(owner.id)?.name ?? '');
}

const FOREIGN_KEY = /^sequelize-typescript\.ForeignKey$/u;

/** `@ForeignKey(() => User)` on a field, of the class or of one above it. */
function readForeignKeys(reading: Reading): void {
  for (const [key, table] of reading.models) {
    const at = key.lastIndexOf('#');
    if (at < 0) continue;
    const start: ClassValue = { kind: 'class', module: key.slice(0, at), id: Number(key.slice(at + 1)) };
    for (const owner of [start, ...reading.code.basesOf(start)]) {
      if (owner.kind === 'class') {
        reading.tables.get(table)?.references.push(...decoratedReferences(reading, owner));
      }
    }
  }
}

function decoratedReferences(reading: Reading, owner: ClassValue): EntityReference[] {
  const named = decoratedWith(reading, owner, BELONGS_TO).flatMap(({ written, targets }) =>
    columnsOf(reading.code, written).map((field): [string, string[]] => [field, targets]),
  );
  const associated = new Map(named);
  return decoratedWith(reading, owner, FOREIGN_KEY).flatMap(({ field, targets }) =>
    (associated.get(field) ?? targets).map((entity) => ({ entity, field })),
  );
}

const BELONGS_TO = /^sequelize-typescript\.BelongsTo$/u;

interface Decorated {
  readonly field: string;
  readonly written: DecoratorCall;
  readonly targets: string[];
}

function decoratedWith(
  { code, models }: Reading,
  { module, id }: ClassValue,
  wanted: RegExp,
): readonly Decorated[] {
  return (code.indexOf(module)?.class(id)?.members ?? []).flatMap(({ name: field, decorators }) =>
    decoratorCalls(code, module, decorators)
      .filter(({ origin }) => wanted.test(origin))
      .map((written) => ({ field, written, targets: targetsOf(code, written, models) })),
  );
}

/** `@BelongsTo(() => User, 'authorId')`: what it says of the column goes before the column's own decorator. */
function columnsOf(code: Code, { module, args: [, second] }: DecoratorCall): string[] {
  if (second === undefined) return [];
  if (typeof second === 'string') return [second];
  return entryOf(code, { module, args: [second] }, 'foreignKey').map(({ text }) => text);
}

/** `() => User`. */
function targetsOf(code: Code, { module, args }: DecoratorCall, models: SequelizeModels): string[] {
  return args
    .slice(0, 1)
    .flatMap((term) => code.evaluate(module, term))
    .flatMap((value) =>
      value.kind === 'function'
        ? (code.indexOf(value.module)?.function(value.id)?.returns ?? []).flatMap((one) =>
            code.evaluate(value.module, one),
          )
        : [value],
    )
    .flatMap((value) => tableOf(models, value) ?? []);
}

/** The side that `belongsTo` stands on holds the column; `hasMany` and `hasOne` say it of the other. */
function readAssociations({ code, models, tables }: Reading): void {
  for (const call of code.callsNamed(['belongsTo', 'hasMany', 'hasOne'])) {
    const { callee, module, args, loop } = call;
    const [target] = args;
    if (callee.kind !== 'member' || target === undefined) continue;
    const own = callee.class
      ? models.get(`${callee.class.module}#${callee.class.id}`)
      : models.get(siteOf(callee.of) ?? '');
    const [other] = code.evaluate(module, target, loop).flatMap((value) => tableOf(models, value) ?? []);
    if (own === undefined || other === undefined) continue;
    const [holder, entity] = callee.name === 'belongsTo' ? [own, other] : [other, own];
    addReference(tables.get(holder)?.references, entity, foreignKeyOf(code, call));
  }
}

/** Two associations of one pair, told from both sides, are one key. */
function addReference(known: EntityReference[] | undefined, entity: string, field: string | undefined): void {
  const isKnown = known?.some((one) => one.entity === entity && (field === undefined || one.field === field));
  if (known && !isKnown) known.push({ entity, field: field ?? `${entity}Id` });
}

function foreignKeyOf(code: Code, { module, args }: Call): string | undefined {
  return entryOf(code, { module, args: args.slice(1) }, 'foreignKey')[0]?.text;
}
