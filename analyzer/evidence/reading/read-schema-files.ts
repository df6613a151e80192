import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Codebase } from '../../model/codebase.ts';
import { holdSql, readSchemas, type SchemaFile } from '../extractors/schemas/read-schemas.ts';
import type { SchemaFacts } from '../extractors/schemas/schema-facts.ts';
import type { Readings } from './read-all-files.ts';

const READABLE = /\.(?:prisma|sql)$/u;

/** Reads schema files and SQL migrations; one that cannot be opened is a finding. */
export async function readSchemaFiles(codebase: Codebase, { byPath }: Readings): Promise<SchemaFacts> {
  const paths = [...codebase.schemas, ...codebase.migrations].filter((path) => READABLE.test(path));
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
