import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Codebase } from '../../model/codebase.ts';
import { readSchemas, type SchemaFile } from '../extractors/schemas/read-schemas.ts';
import type { SchemaFacts } from '../extractors/schemas/schema-facts.ts';

/** Whether a schema file is read as text. */
export function isSchemaText(path: string): boolean {
  return /\.(?:prisma|sql)$/u.test(path);
}

/** Whether a migration is: SQL, or code that says what it does to tables. */
export function isMigrationText(path: string): boolean {
  return /\.(?:sql|[cm]?[jt]s)$/u.test(path);
}

/**
 * Reads schema files and migrations; one that cannot be opened is a finding. This thread is let go between migrations,
 * so it can go on beside the reading of code.
 */
export async function readSchemaFiles(codebase: Codebase, signal: AbortSignal): Promise<SchemaFacts> {
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
  const found = await readSchemas(files, async () => {
    signal.throwIfAborted();
    await setImmediate();
  });
  return { ...found, findings: [...found.findings, ...unread] };
}
