import { normaliseSql } from './normalise-sql.ts';

/** What one SQL text does. */
export interface SqlFacts {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly tables: readonly SqlTable[];
  /** Opens a transaction. */
  readonly begins: boolean;
}

export interface SqlTable {
  readonly name: string;
  readonly references: readonly { readonly entity: string; readonly field: string }[];
}

/** Undefined where the text is no SQL that the parser knows. `{dynamic}` stands for what code fills in. */
export type ParseSql = (sql: string) => SqlFacts | undefined;

/** To the tree of PostgreSQL's own parser. @throws where the text is none of its SQL */
export type Parse = (sql: string) => unknown;

/** PostgreSQL's own parser, as WebAssembly; loaded when the first SQL turns up. */
export async function loadParser(): Promise<Parse> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return parseSync;
}

/** Says what SQL reads and writes. */
export async function loadSqlParser(): Promise<ParseSql> {
  const parse = await loadParser();
  const known = new Map<string, SqlFacts | undefined>();
  return (sql) => {
    if (!known.has(sql)) {
      const tree = treeOf(parse, sql);
      known.set(sql, tree === undefined ? undefined : factsOf(tree));
    }
    return known.get(sql);
  };
}

/** A hole may be a value, a clause that may be left out, a list in brackets, or a name. */
const HOLES = ['$1', '', '($1)', '"{dynamic}"'];

/** The tree of the first reading that the parser takes; undefined where it takes none. */
export function treeOf(parse: Parse, sql: string): unknown {
  const tries = sql.includes('{dynamic}') ? HOLES : ['$1'];
  for (const hole of tries) {
    try {
      return parse(normaliseSql(sql.replaceAll('{dynamic}', hole)));
    } catch {
      // The next one.
    }
  }
  return undefined;
}

interface Reading {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly local: Set<string>;
  readonly tables: Map<string, { entity: string; field: string }[]>;
  begins: boolean;
}

type Node = Record<string, unknown>;

function factsOf(tree: unknown): SqlFacts {
  const reading: Reading = {
    reads: new Set(),
    writes: new Set(),
    local: new Set(),
    tables: new Map(),
    begins: false,
  };
  visit(tree, reading);
  for (const name of reading.local) reading.reads.delete(name);
  return {
    reads: [...reading.reads].sort(),
    writes: [...reading.writes].sort(),
    tables: [...reading.tables].map(([name, references]) => ({ name, references })),
    begins: reading.begins,
  };
}

/** With a stack of its own: SQL nests as deep as its author likes. */
function visit(tree: unknown, reading: Reading): void {
  const open: unknown[] = [tree];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (Array.isArray(at)) open.push(...(at as unknown[]));
    else if (typeof at === 'object' && at !== null) {
      for (const [key, value] of Object.entries(at)) {
        const rule = RULES.get(key);
        if (rule && isNode(value)) rule(value, reading);
        open.push(rule === undefined ? value : isNode(value) ? withoutTarget(key, value) : undefined);
      }
    }
  }
}

const WRITES = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** What is written is not read as well. */
function withoutTarget(key: string, node: Node): Node {
  if (!WRITES.has(key) && key !== 'CreateStmt') return key === 'RangeVar' ? {} : node;
  const { relation: _, ...rest } = node;
  return rest;
}

const RULES = new Map<string, (node: Node, reading: Reading) => void>([
  ['RangeVar', (node, { reads }) => void reads.add(nameOf(node))],
  ['CommonTableExpr', ({ ctename }, { local }) => void local.add(String(ctename))],
  [
    'TransactionStmt',
    ({ kind }, reading) => {
      if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') reading.begins = true;
    },
  ],
  ['CreateStmt', (node, reading) => readTable(node, reading)],
  ['AlterTableStmt', (node, reading) => readTable(node, reading)],
  [
    'TruncateStmt',
    (node, reading) => {
      for (const one of listOf(node['relations']))
        if (isNode(one) && isNode(one['RangeVar'])) reading.writes.add(nameOf(one['RangeVar']));
    },
  ],
  ...[...WRITES].map((key): [string, (node: Node, reading: Reading) => void] => [
    key,
    ({ relation }, { writes }) => {
      if (isNode(relation)) writes.add(nameOf(relation));
    },
  ]),
]);

function readTable(node: Node, { tables }: Reading): void {
  const relation = node['relation'];
  if (!isNode(relation)) return;
  const name = nameOf(relation);
  const references = tables.get(name) ?? [];
  tables.set(name, references);
  const inside = 'tableElts' in node ? listOf(node['tableElts']) : listOf(node['cmds']);
  for (const element of inside) collectKeys(element, '', references);
}

/** Foreign keys of a column or of the table, however deep they stand. */
function collectKeys(at: unknown, column: string, references: { entity: string; field: string }[]): void {
  if (Array.isArray(at)) for (const one of at) collectKeys(one, column, references);
  if (!isNode(at)) return;
  const own = typeof at['colname'] === 'string' ? at['colname'] : column;
  if (at['contype'] === 'CONSTR_FOREIGN' && isNode(at['pktable'])) {
    const [first] = listOf(at['fk_attrs']);
    const text = isNode(first) && isNode(first['String']) ? String(first['String']['sval']) : own;
    references.push({ entity: nameOf(at['pktable']), field: text });
    return;
  }
  for (const value of Object.values(at)) collectKeys(value, own, references);
}

function nameOf({ relname }: Node): string {
  return String(relname);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
