import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Codebase } from '../../model/codebase.ts';
import { holdSql, readSchemas, type SchemaFile } from '../extractors/schemas/read-schemas.ts';
import type { SchemaFacts } from '../extractors/schemas/schema-facts.ts';
import type { Readings } from './read-all-files.ts';

/** Whether a schema file is read as text. */
export function isSchemaText(path: string): boolean {
  return /\.(?:prisma|sql)$/u.test(path);
}

/** Whether a migration is: SQL, or code that says what it does to tables. */
export function isMigrationText(path: string): boolean {
  return /\.(?:sql|[cm]?[jt]s)$/u.test(path);
}

/** Reads schema files and migrations; one that cannot be opened is a finding. */
export async function readSchemaFiles(codebase: Codebase, { byPath }: Readings): Promise<SchemaFacts> {
  const paths = [...codebase.schemas.filter(isSchemaText), ...codebase.migrations.filter(isMigrationText)];
  const files: SchemaFile[] = [];
  const unread: { code: string; file: string; message: string }[] = [];
  for (const path of [...new Set(paths)].sort()) {
    try {
      files.push({ path, text: await readFile(join(codebase.root, path), 'utf8') });
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      unread.push({ code: 'SCHEMA', file: path, message: `Could not be read (${reason}).` });
    }
  }
  const facts = [...byPath.values()].flatMap((reading) => ('facts' in reading ? [reading.facts] : []));
  const found = await readSchemas(files, holdSql(facts));
  return { ...found, findings: [...found.findings, ...unread] };
}
