import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { noMigrationCache, openMigrationCache } from './migration-cache.ts';
import { openSchemaFiles } from './read-schema-files.ts';

const root = mkdtempSync(join(tmpdir(), 'schema-files-'));
const cacheFolder = join(root, 'cache');
const signal = new AbortController().signal;
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const paths = Object.keys(files);
  return {
    root,
    schemas: paths.filter((path) => path.endsWith('.sql')),
    migrations: paths.filter((path) => path.endsWith('.ts')),
  };
}

const MIGRATIONS = {
  'migrations/1.ts':
    'export const up = (q) => q.query(`CREATE TABLE "orders" ("user" int REFERENCES "users" ("id"))`);',
  'sql/1.sql': 'CREATE TABLE shops (id int);\nthis is none;',
};

test('what is remembered of migrations is what they say', async () => {
  const codebase = write(MIGRATIONS);
  const fresh = await openSchemaFiles(codebase, noMigrationCache).facts(signal);
  const first = await openSchemaFiles(codebase, openMigrationCache(cacheFolder, 'one')).facts(signal);
  const again = await openSchemaFiles(codebase, openMigrationCache(cacheFolder, 'one')).facts(signal);

  expect(fresh.migrated.map(({ name }) => name)).toEqual(['orders', 'shops']);
  expect(fresh.findings).toMatchObject([{ code: 'SQL', file: 'sql/1.sql', line: 2 }]);
  for (const { migrated, findings } of [first, again]) {
    expect({ migrated, findings }).toEqual({ migrated: fresh.migrated, findings: fresh.findings });
  }
});

test('a remembered migration is taken from the cache, unless its reader or its text has changed', async () => {
  const codebase = write(MIGRATIONS);
  await openSchemaFiles(codebase, openMigrationCache(cacheFolder, 'one')).facts(signal);
  const file = join(cacheFolder, 'migrations.tsv');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"orders"', '"planted"'));
  const namesBy = async (stamp: string) => {
    const { migrated } = await openSchemaFiles(codebase, openMigrationCache(cacheFolder, stamp)).facts(
      signal,
    );
    return migrated.map(({ name }) => name);
  };

  expect(await namesBy('one')).toEqual(['planted', 'shops']);
  write({ 'migrations/1.ts': MIGRATIONS['migrations/1.ts'].replace('orders', 'bills') });
  expect(await namesBy('one')).toEqual(['bills', 'shops']);
  expect(await namesBy('two')).toEqual(['bills', 'shops']);
});

test('a torn cache is a miss', async () => {
  const codebase = write(MIGRATIONS);
  await openSchemaFiles(codebase, openMigrationCache(cacheFolder, 'one')).facts(signal);
  const file = join(cacheFolder, 'migrations.tsv');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -60));

  const { migrated } = await openSchemaFiles(codebase, openMigrationCache(cacheFolder, 'one')).facts(signal);

  expect(migrated.map(({ name }) => name)).toEqual(['orders', 'shops']);
});

test('what cannot be opened is a finding, and has a key of its own', async () => {
  const codebase = write(MIGRATIONS);
  const readable = openSchemaFiles(codebase, noMigrationCache).keys();
  rmSync(join(root, 'sql/1.sql'));
  mkdirSync(join(root, 'sql/1.sql'));
  const files = openSchemaFiles(codebase, noMigrationCache);

  expect(files.keys().get('sql/1.sql')).not.toBe(readable.get('sql/1.sql'));
  expect((await files.facts(signal)).findings).toMatchObject([
    { code: 'SCHEMA', file: 'sql/1.sql', message: 'Could not be read (not-a-file).' },
  ]);
});
