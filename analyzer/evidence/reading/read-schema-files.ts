import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Codebase } from '../../model/codebase.ts';
import { readSchemas, type SchemaFile } from '../extractors/schemas/read-schemas.ts';
import type { SchemaFacts } from '../extractors/schemas/schema-facts.ts';
import type { MigrationCache } from './migration-cache.ts';
import { type FileBytes, readBytes, type Unread } from './read-file-facts.ts';

/** Schema files and migrations, opened once, when somebody first asks. */
export interface SchemaFiles {
  /** Names the content of each, or why it could not be read, by path in sorted order. */
  readonly keys: () => ReadonlyMap<string, string>;
  /** What they say. This thread is let go between migrations, so that it can go on beside the reading of code. */
  readonly facts: (signal: AbortSignal) => Promise<SchemaFacts>;
}

/** One that cannot be opened is a finding. */
export function openSchemaFiles(
  codebase: Pick<Codebase, 'root' | 'schemas' | 'migrations'>,
  cache: MigrationCache,
): SchemaFiles {
  let opened: ReadonlyMap<string, FileBytes | Unread> | undefined;
  const open = (): ReadonlyMap<string, FileBytes | Unread> => (opened ??= openAll(codebase));
  let keys: ReadonlyMap<string, string> | undefined;
  return {
    keys: () => (keys ??= new Map([...open()].map(([path, content]) => [path, keyOf(content)]))),
    facts: async (signal) => {
      const contents = open();
      keys ??= new Map([...contents].map(([path, content]) => [path, keyOf(content)]));
      opened = new Map(); // What they say is all that is needed from here on.
      return readAll(contents, cache, signal);
    },
  };
}

function openAll({
  root,
  schemas,
  migrations,
}: Pick<Codebase, 'root' | 'schemas' | 'migrations'>): Map<string, FileBytes | Unread> {
  const paths = new Set([...schemas.filter(isSchemaText), ...migrations.filter(isMigrationText)]);
  return new Map([...paths].sort().map((path) => [path, readBytes(join(root, path))]));
}

/** Whether a schema file is read as text. */
function isSchemaText(path: string): boolean {
  return /\.(?:prisma|sql)$/u.test(path);
}

/** Whether a migration is: SQL, or code that says what it does to tables. */
function isMigrationText(path: string): boolean {
  return /\.(?:sql|[cm]?[jt]s)$/u.test(path);
}

function keyOf(content: FileBytes | Unread): string {
  return typeof content === 'string' ? `\0${content}` : content.hash;
}

async function readAll(
  contents: ReadonlyMap<string, FileBytes | Unread>,
  cache: MigrationCache,
  signal: AbortSignal,
): Promise<SchemaFacts> {
  const files: SchemaFile[] = [];
  const unread: { code: string; file: string; message: string }[] = [];
  const keys = new Map<string, string>();
  for (const [path, content] of contents) {
    if (typeof content === 'string') {
      unread.push({ code: 'SCHEMA', file: path, message: `Could not be read (${content}).` });
    } else {
      files.push(fileOf(path, content));
      keys.set(path, content.hash);
    }
  }
  const found = await readSchemas(files, {
    pause: async () => {
      signal.throwIfAborted();
      await setImmediate();
    },
    recall: (path) => cache.get(path, keys.get(path) ?? ''),
    learn: (path, facts) => cache.learn(path, keys.get(path) ?? '', facts),
  });
  cache.save();
  return { ...found, findings: [...found.findings, ...unread] };
}

/** Decoded when somebody asks: what is known of a migration is known without its text. */
function fileOf(path: string, { bytes }: FileBytes): SchemaFile {
  return {
    path,
    get text() {
      return bytes.toString('utf8');
    },
  };
}
