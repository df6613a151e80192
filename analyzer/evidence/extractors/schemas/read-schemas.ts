import { posix } from 'node:path';
import type { Finding } from '../../../model/analysis.ts';
import type { FileFacts } from '../../facts/file-facts.ts';
import type { Entity, EntityReference } from '../../../model/evidence.ts';
import { loadSqlParser } from './parse-sql.ts';
import { type ReadChanges, loadChangeReader } from './read-changes.ts';
import { joinPrismaFiles, readPrismaFile } from './read-prisma.ts';
import { type LocalChange, type PlacedChange, replayChanges } from './schema-change.ts';
import { noSchemas, type SchemaFacts } from './schema-facts.ts';
import { splitStatements } from './split-statements.ts';

/** A schema file or migration, read by the caller. */
export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

/** What one migration says: a function of its extension and text, so it can be remembered. */
export interface MigrationFacts {
  readonly changes: readonly LocalChange[];
  /** Statements of an SQL file that did not parse. */
  readonly unparsed: readonly { readonly line: number; readonly message: string }[];
}

export interface ReadingAids {
  /** Awaited before each migration, so that whoever else needs this thread has it too. */
  readonly pause?: () => Promise<void>;
  /** What is known of a migration from an earlier run. */
  readonly recall?: (path: string) => MigrationFacts | undefined;
  /** Told what a migration says that had to be read. */
  readonly learn?: (path: string, facts: MigrationFacts) => void;
}

/** Reads schema files and migrations. Parsers are heavy, so each is loaded only where there is something for it. */
export async function readSchemas(
  files: readonly SchemaFile[],
  aids: ReadingAids = {},
): Promise<SchemaFacts> {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  const prisma = await readPrisma(sorted.filter(({ path }) => path.endsWith('.prisma')));
  const migrations = sorted.filter(({ path }) => !path.endsWith('.prisma') && !WAY_DOWN.test(path));
  if (migrations.length === 0) return prisma;
  const migrated = await readMigrations(migrations, aids);
  return {
    ...prisma,
    migrated: migrated.entities,
    findings: [...prisma.findings, ...migrated.findings],
    parseSql: await loadSqlParser(),
  };
}

/** With the parser for SQL where code gives SQL to a call, though no migration needed it. */
export async function withSqlParser(
  schemas: SchemaFacts,
  facts: Iterable<Pick<FileFacts, 'sketch'>>,
): Promise<SchemaFacts> {
  if (schemas.parseSql || !holdSql(facts)) return schemas;
  return { ...schemas, parseSql: await loadSqlParser() };
}

const WAY_DOWN = /(?:[.-]down|\/down)\.sql$|\/down\//u;

async function readPrisma(files: readonly SchemaFile[]): Promise<SchemaFacts> {
  if (files.length === 0) return noSchemas;
  const { getSchema } = await import('./prisma-parser.ts');
  const read = files.map(({ path, text }) => readPrismaFile(getSchema, path, text));
  return { ...noSchemas, ...joinPrismaFiles(read), findings: read.flatMap(({ findings }) => findings) };
}

/** Whether any of these files gives SQL to a call. */
function holdSql(facts: Iterable<Pick<FileFacts, 'sketch'>>): boolean {
  for (const { sketch } of facts) if (sketch?.sql) return true;
  return false;
}

/** Migrations of one folder build one database; what one drops does not touch another's. */
async function readMigrations(
  files: readonly SchemaFile[],
  { pause, recall, learn }: ReadingAids,
): Promise<{ entities: Entity[]; findings: Finding[] }> {
  let reader: ReadMigration | undefined;
  const readAnew = async (file: SchemaFile): Promise<MigrationFacts> => {
    await pause?.();
    reader ??= await loadMigrationReader(files);
    const facts = reader(file);
    learn?.(file.path, facts);
    return facts;
  };
  const findings: Finding[] = [];
  const databases = new Map<string, PlacedChange[]>();
  for (const file of files) {
    const facts = recall?.(file.path) ?? (await readAnew(file));
    findings.push(...facts.unparsed.map((one) => ({ code: 'SQL', file: file.path, ...one })));
    const changes = facts.changes.map((one) => ({ module: file.path, ...one }));
    const database = databaseOf(file.path);
    const before = databases.get(database);
    if (before) before.push(...changes);
    else databases.set(database, changes);
  }
  const entities = [...databases.values()].flatMap(replayChanges);
  return { entities: merged(entities), findings };
}

type ReadMigration = (file: SchemaFile) => MigrationFacts;

/** For migrations in code it brings the parser of TypeScript, so that is loaded where there is one. */
async function loadMigrationReader(files: readonly SchemaFile[]): Promise<ReadMigration> {
  const readChanges = await loadChangeReader();
  const code = files.every(({ path }) => path.endsWith('.sql'))
    ? undefined
    : await import('./read-code-migration.ts');
  return ({ path, text }) =>
    code && !path.endsWith('.sql')
      ? { changes: code.readCodeMigration(readChanges, path, text), unparsed: [] }
      : readSqlFile(readChanges, text);
}

/** Prisma gives every migration a folder of its own. */
function databaseOf(path: string): string {
  const folder = posix.dirname(path);
  return posix.basename(path) === 'migration.sql' ? posix.dirname(folder) : folder;
}

function readSqlFile(readChanges: ReadChanges, text: string): MigrationFacts {
  const changes: LocalChange[] = [];
  const unparsed: { line: number; message: string }[] = [];
  for (const { sql, line } of splitStatements(text)) {
    const found = readChanges(sql);
    if (!found) unparsed.push({ line, message: `Not parsed: ${firstWords(sql)}` });
    for (const change of found ?? []) changes.push({ line, change, source: 'sql' });
  }
  return { changes, unparsed };
}

export function firstWords(sql: string): string {
  const short = sql.replaceAll(/\s+/gu, ' ').trim();
  return short.length > 80 ? `${short.slice(0, 79)}…` : short;
}

/**
 * A table that several speak of is one. Who speaks later adds the foreign keys that are not known: a model calls a key
 * by its property and a migration by its column, so of the keys to one table only the surplus is new.
 */
export function merged(entities: readonly Entity[]): Entity[] {
  const byName = new Map<string, Entity>();
  for (const one of entities) {
    const known = byName.get(one.name);
    byName.set(
      one.name,
      known ? { ...known, references: joined(known, one) } : { ...one, references: distinct(one) },
    );
  }
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function joined(known: Entity, other: Entity): EntityReference[] {
  const found = [...known.references];
  const isOneVoice = known.source === other.source;
  for (const reference of distinct(other)) {
    const { entity, field } = reference;
    const toSame = found.filter((one) => one.entity === entity);
    if (toSame.some((one) => one.field === field)) continue;
    const all = other.references.filter((one) => one.entity === entity).length;
    if (isOneVoice || toSame.length < all) found.push(reference);
  }
  return found;
}

function distinct({ references }: Entity): EntityReference[] {
  const seen = new Set<string>();
  return references.filter(({ entity, field }) => {
    const key = `${entity}\0${field}`;
    return !seen.has(key) && seen.add(key);
  });
}
