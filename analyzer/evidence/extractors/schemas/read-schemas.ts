import { posix } from 'node:path';
import type { Finding } from '../../../model/analysis.ts';
import type { FileFacts } from '../../facts/file-facts.ts';
import type { Entity, EntityReference } from '../../../model/evidence.ts';
import { type ParseSql, loadSqlParser } from './parse-sql.ts';
import { joinPrismaFiles, readPrismaFile } from './read-prisma.ts';
import { type PlacedChange, replayChanges } from './schema-change.ts';
import { noSchemas, type SchemaFacts } from './schema-facts.ts';
import { splitStatements } from './split-statements.ts';

/** A schema file or migration, read by the caller. */
export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads schema files and migrations. Parsers are heavy, so each is loaded only where there is something for it.
 *
 * @param pause awaited before each migration, so that whoever else needs this thread has it too
 */
export async function readSchemas(files: readonly SchemaFile[], pause: Pause = atOnce): Promise<SchemaFacts> {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  const prisma = await readPrisma(sorted.filter(({ path }) => path.endsWith('.prisma')));
  const migrations = sorted.filter(({ path }) => !path.endsWith('.prisma') && !WAY_DOWN.test(path));
  if (migrations.length === 0) return prisma;
  const parseSql = await loadSqlParser();
  const migrated = await readMigrations(parseSql, migrations, pause);
  return {
    ...prisma,
    migrated: migrated.entities,
    findings: [...prisma.findings, ...migrated.findings],
    parseSql,
  };
}

type Pause = () => Promise<void>;
const atOnce: Pause = () => Promise.resolve();

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
  parseSql: ParseSql,
  files: readonly SchemaFile[],
  pause: Pause,
): Promise<{ entities: Entity[]; findings: Finding[] }> {
  const readCode = await codeReaderFor(files);
  const findings: Finding[] = [];
  const databases = new Map<string, PlacedChange[]>();
  for (const file of files) {
    await pause();
    const database = databaseOf(file.path);
    const changes = file.path.endsWith('.sql')
      ? readSqlFile(parseSql, file, findings)
      : readCode(parseSql, file.path, file.text);
    const before = databases.get(database);
    if (before) before.push(...changes);
    else databases.set(database, changes);
  }
  const entities = [...databases.values()].flatMap(replayChanges);
  return { entities: merged(entities), findings };
}

/** It brings the parser of TypeScript, so it is loaded where there is such a migration. */
async function codeReaderFor(files: readonly SchemaFile[]): Promise<ReadCode> {
  if (files.every(({ path }) => path.endsWith('.sql'))) return () => [];
  return (await import('./read-code-migration.ts')).readCodeMigration;
}

type ReadCode = (parseSql: ParseSql, path: string, text: string) => PlacedChange[];

/** Prisma gives every migration a folder of its own. */
function databaseOf(path: string): string {
  const folder = posix.dirname(path);
  return posix.basename(path) === 'migration.sql' ? posix.dirname(folder) : folder;
}

function readSqlFile(parseSql: ParseSql, { path, text }: SchemaFile, findings: Finding[]): PlacedChange[] {
  return splitStatements(text).flatMap(({ sql, line }): PlacedChange[] => {
    const facts = parseSql(sql);
    if (!facts) findings.push({ code: 'SQL', file: path, line, message: `Not parsed: ${firstWords(sql)}` });
    return (facts?.changes ?? []).map((change) => ({ module: path, line, change, source: 'sql' }));
  });
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
