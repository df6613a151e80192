/**
 * Brings the SQL of MySQL and SQLite, and its placeholders, into the grammar of PostgreSQL as far as table names need
 * it. Literals are emptied first, so that nothing inside them is rewritten.
 */
export function normaliseSql(sql: string): string {
  let count = 0;
  const placeholder = (): string => `$${(count += 1)}`;
  return RULES.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), emptiedSql(sql))
    .replaceAll(/\?\d*|(?<![:\w]):(?=[a-z_])\w+|(?<![@\w])@\w+|\$[a-z_]\w*/giu, placeholder)
    .replaceAll(/\$\d+\s*::\s*/gu, (cast) => cast);
}

/** String literals become `''` and comments a space; names in backticks get double quotes. */
export function emptiedSql(sql: string): string {
  return sql.replaceAll(
    /'(?:[^'\\]|''|\\.)*'|--[^\n]*|\/\*[\s\S]*?\*\/|`([^`]*)`|\[([A-Za-z_]\w*)\]/gu,
    (whole, ticked: string | undefined, bracketed: string | undefined) => {
      if (ticked !== undefined) return `"${ticked}"`;
      if (bracketed !== undefined) return `"${bracketed}"`;
      return whole.startsWith("'") ? "''" : ' ';
    },
  );
}

/** Names that MySQL and SQLite let a table have and PostgreSQL keeps for itself. */
const RESERVED =
  /\b(from|join|into|update|references|table(?:\s+if(?:\s+not)?\s+exists)?)\s+(user|order|group)\b(?!\s+by\b)/giu;

const RULES: readonly (readonly [RegExp, string])[] = [
  [/\bdrop\s+foreign\s+key\b/giu, 'DROP CONSTRAINT'],
  [/\binsert\s+(?:or\s+(?:replace|ignore|abort|fail|rollback)|ignore)\s+into\b/giu, 'INSERT INTO'],
  [/\breplace\s+into\b/giu, 'INSERT INTO'],
  [/\bon\s+duplicate\s+key\s+update\b[\s\S]*$/giu, ''],
  [/\bauto_?increment\b(?:\s*=\s*\d+)?|\bunsigned\b|\bwithout\s+rowid\b/giu, ''],
  [RESERVED, '$1 "$2"'],
  [/\)\s*strict\b/giu, ')'],
  [/\)\s*engine\s*=[^;]*/giu, ')'],
  [/\bcharacter\s+set\s+\w+|\bcomment\s+''|\bon\s+update\s+current_timestamp(?:\(\d*\))?/giu, ''],
  [/\bbegin\s+(?:immediate|exclusive|deferred)\b/giu, 'BEGIN'],
  [/\blimit\s+([^\s,;]+)\s*,\s*[^\s,;]+/giu, 'LIMIT $1'],
  [/\bon\s+conflict\s+(?:replace|ignore|abort|fail|rollback)\b/giu, ''],
  [/\bcollate\s+nocase\b/giu, ''],
  [/\b(?:unique\s+)?(?:key|index)\s+"?\w+"?\s*\([^)]*\)\s*,/giu, ''],
  [/,\s*(?:unique\s+)?(?:key|index)\s+"?\w+"?\s*\([^)]*\)/giu, ''],
];
