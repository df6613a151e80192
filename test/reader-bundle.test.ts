import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadChangeReader } from '../analyzer/evidence/extractors/schemas/read-changes.ts';
import { readCodeMigration } from '../analyzer/evidence/extractors/schemas/read-code-migration.ts';
import { readFacts } from '../analyzer/evidence/facts/read-facts.ts';

const built = (await import(
  new URL('../dist/analyzer/evidence/facts/read-facts.js', import.meta.url).href
)) as { readFacts: typeof readFacts };

test.each(sourcesBelow('fixtures', 'cli/tui'))(
  'the bundled reader says of %s what its source says',
  (path) => {
    const text = readFileSync(path, 'utf8');

    expect(built.readFacts(path, text)).toEqual(readFacts(path, text));
  },
);

test.each([
  'const x = {{{ ; class {\n',
  'a b c ) } ]',
  '`${',
  'let #x = /(/u; @dec',
  'import { } from; export * as',
])('… and of broken code: %s', (text) => {
  expect(built.readFacts('broken.ts', text)).toEqual(readFacts('broken.ts', text));
});

const MIGRATION = `
const table = 'orders';
export async function up(knex: any, queryRunner: any, queryInterface: any) {
  await knex.schema.createTable(table, (t: any) => {
    t.increments('id');
    t.integer('user_id').references('id').inTable('users');
  });
  await queryRunner.query(\`create table "users" (id int primary key, shop int references shops (id))\`);
  await queryInterface.createTable('shops', { id: { type: 'int' }, owner: { references: { model: 'users', key: 'id' } } });
}
export async function down(knex: any) {
  await knex.schema.dropTable(table);
}
`;

test('the bundled reader of migrations says what its source says', async () => {
  const readChanges = await loadChangeReader();
  const place = '../dist/analyzer/evidence/extractors/schemas/read-code-migration.js';
  const bundled = (await import(new URL(place, import.meta.url).href)) as {
    readCodeMigration: typeof readCodeMigration;
  };

  const expected = readCodeMigration(readChanges, 'a.ts', MIGRATION);

  expect(expected.length).toBeGreaterThan(2);
  expect(bundled.readCodeMigration(readChanges, 'a.ts', MIGRATION)).toEqual(expected);
});

test.each([
  "import x from './x';\nawait x.ready();\nexport const y = await x.load('await');",
  "import x from './x';\nfor await (const y of x()) await y.z();",
  'export const f = () => { await x; };\nawait (g());\nconst await = 1;',
  "const await = require('./x');\nawait(1);",
  "import x from './x';\nclass A { async b() { await x.c(); } await() { return await; } }",
])('the bundled reader parses `await` as its source does: %s', (text) => {
  expect(built.readFacts('a.ts', text)).toEqual(readFacts('a.ts', text));
  expect(built.readFacts('a.js', text)).toEqual(readFacts('a.js', text));
});

function sourcesBelow(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => /\.[jt]sx?$/u.test(path) && !/node_modules|dist\//u.test(path))
    .sort();
}
