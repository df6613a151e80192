import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModule, parseSync } from 'libpg-query';
import { readSchemas } from '../../dist/analyzer/evidence/extractors/schemas/read-schemas.js';

await loadModule();

/** Readers of migrations as the truth; each gives tables with their foreign keys as `Map<table, target[]>`. */
export const readMigrations = { prisma, typeorm, queryInterface };

/** Every `migration.sql`, statement by statement through PostgreSQL's own parser. */
function prisma(root, { folder }) {
  const tables = new Map();
  for (const name of readdirSync(join(root, folder)).sort()) {
    const sql = textOf(join(root, folder, name, 'migration.sql'));
    if (sql !== undefined) play(tables, parseSync(sql));
  }
  return targetsOf(tables);
}

/** The SQL that `up` gives to `queryRunner.query`, as it is written. */
function typeorm(root, { folder }) {
  const tables = new Map();
  for (const name of readdirSync(join(root, folder)).sort()) {
    const text = name.endsWith('.ts') ? textOf(join(root, folder, name)) : undefined;
    const [up = ''] = text?.split(/\basync down\s*\(/u) ?? [];
    for (const [, , sql] of up.matchAll(/\.query\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/gu)) {
      const plain = sql.replaceAll(/\\(.)/gu, '$1').replaceAll(/\$\{\w+(?:\.\w+)*\}/gu, 'x');
      for (const one of plain.split(/;\s*(?:\n|$)/u)) tryPlay(tables, one);
    }
  }
  return targetsOf(tables);
}

/** Calls of Sequelize's `queryInterface`, by our own reader of migrations: models and migrations are told apart all the same. */
async function queryInterface(root, { folder }) {
  const files = readdirSync(join(root, folder))
    .filter((name) => /\.[jt]s$/u.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') }));
  const { migrated } = await readSchemas(files);
  return new Map(migrated.map(({ name, references }) => [name, references.map(({ entity }) => entity)]));
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** SQLite's and MySQL's words for numbers that count themselves are all that PostgreSQL does not know here. */
function tryPlay(tables, sql) {
  if (!/^\s*(?:create|alter|drop)\s+table/iu.test(sql)) return;
  try {
    play(tables, parseSync(sql.replaceAll(/\bautoincrement\b/giu, '')));
  } catch {
    // A statement of another dialect, for which the migration has its own branch.
  }
}

const STEPS = {
  CreateStmt(tables, { relation, tableElts = [] }) {
    const keys = tableElts.flatMap((one) => keysIn(one));
    if (!tables.has(relation.relname)) tables.set(relation.relname, keys);
  },
  AlterTableStmt(tables, { relation, cmds }) {
    for (const { AlterTableCmd: command } of cmds) {
      const keys = tables.get(relation.relname) ?? [];
      if (command.subtype === 'AT_DropConstraint')
        tables.set(
          relation.relname,
          keys.filter((key) => nameOf(relation.relname, key) !== command.name),
        );
      else if (command.subtype === 'AT_DropColumn')
        tables.set(
          relation.relname,
          keys.filter((key) => key.column !== command.name),
        );
      else if (tables.has(relation.relname)) keys.push(...keysIn(command.def));
    }
  },
  DropStmt(tables, { objects, removeType }) {
    if (removeType !== 'OBJECT_TABLE') return;
    for (const { List } of objects) tables.delete(List.items.at(-1).String.sval);
  },
  RenameStmt(tables, { renameType, relation, newname }) {
    if (renameType !== 'OBJECT_TABLE' || !tables.has(relation.relname)) return;
    tables.set(newname, tables.get(relation.relname));
    tables.delete(relation.relname);
    for (const keys of tables.values())
      for (const key of keys) if (key.to === relation.relname) key.to = newname;
  },
};

function play(tables, { stmts = [] }) {
  for (const { stmt } of stmts) {
    const [[kind, node]] = Object.entries(stmt);
    STEPS[kind]?.(tables, node);
  }
}

function keysIn(element) {
  const column = element?.ColumnDef;
  const constraints = column ? (column.constraints ?? []) : [element];
  return constraints
    .map((one) => one?.Constraint)
    .filter((one) => one?.contype === 'CONSTR_FOREIGN')
    .map(({ conname, pktable, fk_attrs: [first] = [] }) => ({
      name: conname,
      to: pktable.relname,
      column: first?.String.sval ?? column?.colname,
    }));
}

/** The name that PostgreSQL gives to a key that has none. */
function nameOf(table, { name, column }) {
  return name ?? `${table}_${column}_fkey`;
}

function targetsOf(tables) {
  return new Map([...tables].map(([name, keys]) => [name, keys.map(({ to }) => to)]));
}
