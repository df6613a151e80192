import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { originOf, packageOf, siteOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const TABLES = [
  'from',
  'into',
  'table',
  'join',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'leftOuterJoin',
  'fullOuterJoin',
];
const READS = [
  'select',
  'first',
  'where',
  'pluck',
  'count',
  'whereIn',
  'orderBy',
  'columns',
  'distinct',
  'max',
  'min',
  'sum',
];
const WRITES = [
  'insert',
  'update',
  'del',
  'delete',
  'truncate',
  'increment',
  'decrement',
  'upsert',
  'batchInsert',
];

/** Knex: `knex('t')`, `from`, `into`, joins, transactions, the schema builder's foreign keys. */
export const knex: Extractor = {
  name: 'knex',
  packages: ['knex'],
  methods: [
    ...TABLES,
    ...READS,
    ...WRITES,
    'transaction',
    'createTable',
    'alterTable',
    'references',
    'inTable',
  ],
  extract: (code, found) => {
    if (code.callsFrom('knex').length === 0) return;
    const calls = code.calls.filter(({ callee }) => isKnex(code, callee));
    const written = new Set(calls.flatMap((call) => writtenTable(code, call)?.site ?? []));
    for (const call of calls) if (!written.has(siteOfCall(call))) readCall(code, found, call);
    const opened: Opened[] = [];
    for (const call of calls.filter(
      ({ callee }) => callee.kind === 'member' && callee.name === 'transaction',
    )) {
      openTransaction(code, found, call, opened);
    }
    findWrappedTransactions(code, found, opened);
  },
};

const CLIENT = /^knex(?:\.knex|\.default|\.Knex(?:\.\w+)?)?\(\)/u;

/** A client, something made by one, or the parameter of its transaction. */
function isKnex(code: Code, value: Value): boolean {
  let at: Value | undefined = value;
  for (let step = 0; at && step < DEEPEST; step += 1) {
    // What a client makes has an origin that begins with the client's: the outermost one tells.
    const from = packageOf(at);
    if (from !== undefined) return from === 'knex' && CLIENT.test(originOf(at) ?? '');
    at = inside(code, at);
  }
  return false;
}

const DEEPEST = 40;

function inside(code: Code, value: Value): Value | undefined {
  if (value.kind === 'made') return value.by;
  if (value.kind === 'member') return value.of;
  const taking =
    value.kind === 'parameter' ? code.callTaking(value.module, value.of)?.call.callee : undefined;
  return taking?.kind === 'member' && taking.name === 'transaction' ? taking.of : undefined;
}

function readCall(code: Code, found: Found, call: Call): void {
  const { callee, module, line, in: scope, args } = call;
  if (callee.kind === 'member' && callee.name === 'transaction') return;
  if (callee.kind === 'member' && CREATES.has(callee.name)) {
    readTable(code, found, call);
    return;
  }
  const mode = modeOf(callee);
  const entity = mode === 'write' ? writtenTable(code, call)?.table : tableName(code, module, args[0]);
  if (mode && entity !== undefined)
    found.accesses.push({ module, entity, mode, line, certainty: 1, in: scope });
}

const CREATES = new Set(['createTable', 'alterTable']);

function modeOf(callee: Value): 'read' | 'write' | undefined {
  if (callee.kind !== 'member') return isClient(callee) ? 'read' : undefined;
  if (callee.name === 'into' || WRITES.includes(callee.name)) return 'write';
  return TABLES.includes(callee.name) ? 'read' : undefined;
}

/** `knex({…})` makes the client; a call of the client names a table. */
function isClient(value: Value): boolean {
  return (
    value.kind === 'typed' ||
    value.kind === 'parameter' ||
    (value.kind === 'made' && value.by.kind === 'package')
  );
}

/** The table that a write at the end of a chain goes to, and the call that names it: that call reads nothing. */
function writtenTable(code: Code, call: Call): { table: string; site?: string } | undefined {
  const { callee, module, args } = call;
  if (callee.kind !== 'member' || modeOf(callee) !== 'write') return undefined;
  if (callee.name === 'into' || callee.name === 'batchInsert') return named(tableName(code, module, args[0]));
  return tableBehind(code, callee.of);
}

function tableBehind(code: Code, start: Value): { table: string; site?: string } | undefined {
  let at = start;
  while (at.kind === 'made' && at.by.kind !== 'package') {
    const isTable = at.by.kind !== 'member' || NAMES_TABLE.has(at.by.name);
    if (isTable && at.args.length > 0) return named(tableName(code, at.module, at.args[0]), siteOf(at));
    at = at.by.kind === 'member' ? at.by.of : at.by;
  }
  return undefined;
}

function named(table: string | undefined, site?: string): { table: string; site?: string } | undefined {
  return table === undefined ? undefined : { table, ...(site === undefined ? {} : { site }) };
}

function siteOfCall({ module, at }: Call): string {
  return `${module}@${at}`;
}

const NAMES_TABLE = new Set(['from', 'table', 'into']);

/** `'orders as o'` is the table `orders`; `{ o: 'orders' }` too. */
function tableName(code: Code, module: string, term: Term | undefined): string | undefined {
  if (term === undefined) return undefined;
  const values = code.evaluate(module, term);
  const aliased = values.flatMap((value) =>
    value.kind === 'object' ? (value.term.entries[0]?.[1] ?? []) : [],
  )[0];
  const [folded] = code.fold(module, aliased ?? term);
  if (!folded || folded.text.includes('{') || folded.text === '') return undefined;
  return folded.text.split(/\s+as\s+/iu, 1)[0];
}

/** `createTable('t', (table) => table.foreign('x').references('y').inTable('z'))`. */
function readTable(code: Code, found: Found, { module, line, args }: Call): void {
  const [name, builder] = args;
  const table = tableName(code, module, name);
  if (table === undefined || typeof builder !== 'object' || builder?.kind !== 'function') return;
  const references = code.calls
    .filter((call) => call.module === module && call.in === builder.id)
    .flatMap((call) => referenceIn(code, call));
  found.entities.push({ name: table, kind: 'table', module, line, references, source: 'knex' });
}

function referenceIn(code: Code, { callee, module, args }: Call): { entity: string; field: string }[] {
  if (callee.kind !== 'member') return [];
  const [first] = args;
  const text = first === undefined ? undefined : code.fold(module, first)[0]?.text;
  const field = columnOf(code, callee.of);
  if (text === undefined || field === undefined) return [];
  if (callee.name === 'inTable') return [{ entity: text, field }];
  return callee.name === 'references' && text.includes('.')
    ? [{ entity: text.split('.', 1)[0] ?? '', field }]
    : [];
}

/** The column with which a chain begins. */
function columnOf(code: Code, value: Value): string | undefined {
  let at = value;
  let name: string | undefined;
  while (at.kind === 'made' && at.by.kind === 'member') {
    const [first] = at.args;
    if (first !== undefined) name = code.fold(at.module, first)[0]?.text;
    at = at.by.of;
  }
  return name;
}
