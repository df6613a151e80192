import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadParser, treeOf } from './parse-sql.ts';
import { loadChangeReader } from './read-changes.ts';
import { changesOf } from './sql-changes.ts';

const read = await loadChangeReader();
const parse = await loadParser();

function wholeParsed(sql: string): unknown {
  const tree = treeOf(parse, sql);
  return tree === undefined ? undefined : changesOf(tree);
}

const STATEMENTS = [
  'CREATE TABLE "orders" ("id" uuid NOT NULL, "user" int REFERENCES "users" ("id"), CONSTRAINT "fk" FOREIGN KEY ("a", "b") REFERENCES "x"."y" ("a", "b"))',
  'create temp table if not exists shop.orders (id int, "total" numeric(10, 2) DEFAULT (1 + 2), CHECK ("total" > 0, 1))',
  "CREATE TABLE `orders` (`id` int unsigned AUTO_INCREMENT, `a` text COMMENT 'a, (b', UNIQUE INDEX `ix` (`a`), KEY `iy` (`id`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
  'CREATE TABLE "a" (x int); DROP TABLE "b"',
  'CREATE TABLE "a" ()',
  'CREATE TABLE "a" (x int,)',
  'CREATE TABLE "a" AS SELECT 1',
  'CREATE TABLE "a" ("b""c" int REFERENCES "d")',
  'CREATE TABLE "a" ("x" int) INHERITS ("b")',
  'CREATE TABLE "a" (LIKE "b" INCLUDING ALL)',
  'CREATE TABLE "a" (x int) AS SELECT 1',
  `CREATE TABLE "${'n'.repeat(80)}" ("x" int REFERENCES "${'m'.repeat(70)}")`,
  'ALTER TABLE "a" ADD CONSTRAINT "fk" FOREIGN KEY ("b") REFERENCES "c"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
  'ALTER TABLE IF EXISTS "a" DROP CONSTRAINT IF EXISTS "fk"',
  'ALTER TABLE "a" DROP FOREIGN KEY "fk"',
  'ALTER TABLE "temporary_a" RENAME TO "a"',
  'ALTER TABLE "a" RENAME COLUMN "b" TO "c"',
  'ALTER TABLE "a" ADD "name_0" int REFERENCES "name_1"',
  'DROP TABLE "a", b.c',
  'CREATE TABLE "{dynamic}_a" ("x" int REFERENCES "b")',
  'CREATE FUNCTION f() RETURNS int AS $$ SELECT "a", 1 $$ LANGUAGE sql',
  'no sql at all',
];

test.each(STATEMENTS)('reads by its pattern what the whole parsed says: %s', (sql) => {
  expect(read(sql)).toEqual(wholeParsed(sql));
  expect(read(sql)).toEqual(wholeParsed(sql)); // Now from memory.
});

const name = fc.constantFrom('a', 'b', 'order', 'user id', 'Straße', 'name_0', 'x'.repeat(70));
const element = fc.oneof(
  fc.tuple(name, fc.constantFrom('int', "text DEFAULT 'a, )'", 'numeric(10, 2)', 'int[]', 'wrong type here')),
  fc.tuple(
    name,
    name.map((target) => `int REFERENCES "${target}" ("id")`),
  ),
);
const table = fc.tuple(
  name,
  fc.array(element, { maxLength: 4 }),
  fc.constantFrom('', ' STRICT', ' oops', ';'),
);

test('a table of any columns is what it is as a whole', () => {
  fc.assert(
    fc.property(table, ([called, elements, tail]) => {
      const columns = elements.map(([column, type]) => `"${column}" ${type}`).join(', ');
      const sql = `CREATE TABLE "${called}" (${columns})${tail}`;
      expect(read(sql)).toEqual(wholeParsed(sql));
    }),
  );
});
