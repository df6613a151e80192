import type { Finding } from '../../../model/analysis.ts';
import type { FileFacts } from '../../facts/file-facts.ts';
import type { Entity } from '../../../model/evidence.ts';
import { type ParseSql, loadSqlParser } from './parse-sql.ts';
import { joinPrismaFiles, readPrismaFile } from './read-prisma.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { splitStatements } from './split-statements.ts';

/** A schema file or migration, read by the caller. */
export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads schema files and SQL migrations. Parsers are heavy, so each is loaded only where there is something for it.
 *
 * @param hasSql whether code holds SQL, so that its parser is needed though no `.sql` file is there
 */
export async function readSchemas(files: readonly SchemaFile[], hasSql: boolean): Promise<SchemaFacts> {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  const prismaFiles = sorted.filter(({ path }) => path.endsWith('.prisma'));
  const sqlFiles = sorted.filter(({ path }) => path.endsWith('.sql'));
  const prisma = await readPrisma(prismaFiles);
  if (sqlFiles.length === 0 && !hasSql) return prisma;
  const parseSql = await loadSqlParser();
  const sql = readSqlFiles(parseSql, sqlFiles);
  return {
    ...prisma,
    entities: merged([...prisma.entities, ...sql.entities]),
    findings: [...prisma.findings, ...sql.findings],
    parseSql,
  };
}

async function readPrisma(files: readonly SchemaFile[]): Promise<SchemaFacts> {
  if (files.length === 0) return { entities: [], prisma: new Map(), findings: [] };
  const { getSchema } = await import('./prisma-parser.ts');
  const read = files.map(({ path, text }) => readPrismaFile(getSchema, path, text));
  return { ...joinPrismaFiles(read), findings: read.flatMap(({ findings }) => findings) };
}

/** Whether any of these files gives SQL to a call. */
export function holdSql(facts: Iterable<Pick<FileFacts, 'sketch'>>): boolean {
  for (const { sketch } of facts) if (sketch?.sql) return true;
  return false;
}

function readSqlFiles(
  parseSql: ParseSql,
  files: readonly SchemaFile[],
): { entities: Entity[]; findings: Finding[] } {
  const entities: Entity[] = [];
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    for (const { sql, line } of splitStatements(text)) {
      const facts = parseSql(sql);
      if (!facts) findings.push({ code: 'SQL', file: path, line, message: `Not parsed: ${firstWords(sql)}` });
      for (const { name, references } of facts?.tables ?? []) {
        entities.push({ name, kind: 'table', module: path, line, references, source: 'sql' });
      }
    }
  }
  return { entities, findings };
}

export function firstWords(sql: string): string {
  const short = sql.replaceAll(/\s+/gu, ' ').trim();
  return short.length > 80 ? `${short.slice(0, 79)}…` : short;
}

/** A table that several files speak of is one, with the foreign keys of all. */
export function merged(entities: readonly Entity[]): Entity[] {
  const byName = new Map<string, Entity>();
  for (const one of entities) {
    const known = byName.get(one.name);
    const references = [...(known?.references ?? []), ...one.references];
    const seen = new Set<string>();
    const distinct = references.filter(({ entity, field }) => {
      const key = `${entity}\0${field}`;
      return !seen.has(key) && seen.add(key);
    });
    byName.set(one.name, { ...(known ?? one), references: distinct });
  }
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}
