import { expect, test } from 'vitest';
import { shortenMigration } from './shorten-migration.ts';

const leadsDown = (name: string): boolean => /^down|Down(?:[A-Z]|$)/u.test(name);
const movesRows = (sql: string): boolean => sql.startsWith('INSERT');
const short = (text: string): string => shortenMigration(text, leadsDown, movesRows);

test('leaves out the way down and SQL that moves rows, and every line where it was', () => {
  const text = `export class A {
  public async up(q: QueryRunner): Promise<void> {
    await q.query(\`CREATE TABLE "a" (b int)\`);
    await q.query(\`INSERT INTO "a"
      SELECT * FROM "b"\`);
    await this.sqliteDownLater(q);
  }
  /** The { way back. */
  public async down(q: QueryRunner): Promise<void> {
    if (q) { await q.query('DROP TABLE "a"'); }
  }
}
`;

  expect(short(text)).toBe(`export class A {
  public async up(q: QueryRunner): Promise<void> {
    await q.query(\`CREATE TABLE "a" (b int)\`);
    0
;
    await this.sqliteDownLater(q);
  }
  /** The { way back. */
  public async down(q: QueryRunner): Promise<void> {

}
}
`);
});

test.each([
  ['a regular expression', 'const a = /["{]/;\nasync down() {\n x();\n}\n'],
  ['a template in a template', 'const a = `${`{`}`;\nasync down() {\n x();\n}\n'],
  ['braces that do not match', '}\nasync down() {\n x();\n}\n'],
  ['a string that does not end', "const a = 'b\nasync down() {\n x();\n}\n"],
  ['a call that leads down', 'case down(x): {\n y();\n}\n'],
  ['a function that is a value', 'exports.up = function down(x) {\n y();\n}\n'],
  ['an argument that is part of a text', "await q.query('INSERT' + x);\n"],
  ['a result that is used', "const a = await q.query('INSERT');\n"],
  ['escapes that may part words', "await q.query('INSERT\\ntable');\n"],
])('leaves %s as it is', (_, text) => {
  expect(short(text)).toBe(text);
});

test('takes strings, templates and comments as a whole', () => {
  const body = "const a = '}\\'}'; const b = \"}\"; const c = `}\\`}${x.y}`; // } '\n/* ` } */";

  expect(short(`async down() {\n${body}\n}\n`)).toBe('async down() {\n\n\n}\n');
});
