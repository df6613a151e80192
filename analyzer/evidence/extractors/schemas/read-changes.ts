import { emptiedSql } from './normalise-sql.ts';
import { type Parse, loadParser, treeOf } from './parse-sql.ts';
import type { KeyChange, SchemaChange } from './schema-change.ts';
import { changesOf } from './sql-changes.ts';
import { tableParts } from './table-parts.ts';

/** What one SQL text does to tables and foreign keys, in order; undefined where it is no SQL that the parser knows. */
export type ReadChanges = (sql: string) => readonly SchemaChange[] | undefined;

/**
 * Migrations say the same few things of ever other names. So names are numbered, and what is left, the pattern, is
 * parsed once; a table is taken apart into its columns and constraints, which repeat far more than whole tables do.
 */
export async function loadChangeReader(): Promise<ReadChanges> {
  const parse = await loadParser();
  const byPattern = createPatternReader(parse);
  const keysOf = createElementReader(byPattern);
  return (sql) => {
    const plain = CANNOT_NUMBER.test(sql) ? undefined : emptiedSql(sql);
    if (plain === undefined || plain.includes('""')) return changesOfText(parse, sql);
    return tableChanges(plain, byPattern, keysOf) ?? byPattern(plain);
  };
}

/** Holes and bodies between dollars are for the parser alone; and a text may hold what we number names by. */
const CANNOT_NUMBER = /[${}]|"name_\d/u;

function changesOfText(parse: Parse, sql: string): SchemaChange[] | undefined {
  const tree = treeOf(parse, sql);
  return tree === undefined ? undefined : changesOf(tree);
}

/** Parses a pattern when it is first met. A quoted name is a name whatever it says, so the pattern tells all but names. */
function createPatternReader(parse: Parse): ReadChanges {
  const known = new Map<string, SchemaChange[] | undefined>();
  return (sql) => {
    const names: string[] = [];
    const pattern = sql.replaceAll(QUOTED, (whole, name: string) =>
      PLAIN.test(name) ? `"name_${names.push(name) - 1}"` : whole,
    );
    if (!known.has(pattern)) known.set(pattern, changesOfText(parse, pattern));
    const changes = known.get(pattern);
    return names.length === 0 ? changes : changes?.map((change) => withNames(change, names));
  };
}

const QUOTED = /"([^"]*)"/gu;
/** Longer names are cut by the parser. */
const PLAIN = /^[A-Za-z_][A-Za-z_0-9]{0,62}$/u;

/** Foreign keys of one column or constraint; undefined where it is none by itself. */
type KeysOf = (element: string) => readonly KeyChange[] | undefined;

/** Columns like `"tenantId" varchar` stand word by word in table after table, and next to none has a key. */
function createElementReader(read: ReadChanges): KeysOf {
  const known = new Map<string, readonly KeyChange[] | undefined>();
  return (element) => {
    if (!known.has(element)) {
      const [one] = read(`CREATE TABLE a (a int,${element})`) ?? [];
      known.set(element, one?.kind === 'create' ? one.references : undefined);
    }
    return known.get(element);
  };
}

/** `CREATE TABLE` with every column and constraint for itself; undefined where it has to be parsed as a whole. */
function tableChanges(sql: string, read: ReadChanges, keysOf: KeysOf): SchemaChange[] | undefined {
  const parts = tableParts(sql);
  if (!parts) return undefined;
  const [table, ...more] = read(`${parts.head}(a int)${parts.tail}`) ?? [];
  if (table?.kind !== 'create' || more.length > 0) return undefined;
  const references: KeyChange[] = [...table.references];
  for (const element of parts.elements) {
    const keys = keysOf(element);
    if (!keys) return undefined;
    references.push(...keys);
  }
  return [{ ...table, references }];
}

function withNames(change: SchemaChange, names: readonly string[]): SchemaChange {
  if (names.length === 0) return change;
  return renamed(change, (text) => {
    const number = /^name_(\d+)$/u.exec(text)?.[1];
    return number === undefined ? text : (names[Number(number)] ?? text);
  }) as SchemaChange;
}

/** All texts of a change are names, but for its kind, which is none of ours. */
function renamed(value: unknown, nameOf: (text: string) => string): unknown {
  if (typeof value === 'string') return nameOf(value);
  if (Array.isArray(value)) return value.map((one) => renamed(one, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, nameOf)]));
}
