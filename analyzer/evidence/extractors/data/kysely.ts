import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { packageOf } from '../link/value.ts';
import { chainSteps } from './chain-root.ts';
import { readKyselySchema } from './kysely-schema.ts';
import { callbacksOf, transactionAt } from './wrapped-transactions.ts';

const READS = ['selectFrom'];
const JOINS = ['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'using'];
const WRITES = ['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'];
const SCHEMA = ['createTable', 'alterTable'];

/** Kysely: tables by name with aliases and lists, joins, writes, transactions, foreign keys of the schema builder. */
export const kysely: Extractor = {
  name: 'kysely',
  packages: ['kysely', 'kysely-codegen'],
  methods: [
    ...READS,
    ...JOINS,
    ...WRITES,
    ...SCHEMA,
    'transaction',
    'execute',
    'addColumn',
    'addForeignKeyConstraint',
    'references',
  ],
  extract: (code, found) => {
    if (code.callsFrom('kysely').length === 0 && code.callsNamed(READS).length === 0) return;
    for (const call of code.callsNamed([...READS, ...WRITES, ...JOINS])) readAccess(code, found, call);
    for (const call of code.callsNamed(['execute'])) readTransaction(code, found, call);
    for (const call of code.callsNamed(SCHEMA)) readKyselySchema(code, found, call);
  },
};

/** A table's name is all that these methods are given, and no other library has them. */
const TELLING = new Set([...READS, ...WRITES]);

function readAccess(code: Code, found: Found, call: Call): void {
  const { callee, module, line, args, loop, in: scope } = call;
  const [first] = args;
  if (callee.kind !== 'member' || first === undefined) return;
  const isSure = packageOf(callee) === 'kysely';
  const begins = TELLING.has(callee.name) || chainSteps(callee).some(({ name }) => TELLING.has(name));
  if (!begins) return;
  const mode = WRITES.includes(callee.name) ? 'write' : 'read';
  for (const { text, certainty } of code.fold(module, first, loop)) {
    const entity = tableOf(text);
    if (entity === undefined) continue;
    found.accesses.push({
      module,
      entity,
      mode,
      line,
      certainty: isSure ? certainty : 0.9 * certainty,
      in: scope,
    });
  }
}

/** `'person as p'` and `'public.person'` are the table `person`. */
export function tableOf(text: string): string | undefined {
  const [name = ''] = text.trim().split(/\s+as\s+/iu, 1);
  const bare = name.split('.').at(-1) ?? '';
  return /^\w+$/u.test(bare) ? bare : undefined;
}

/** `db.transaction().execute(async (trx) => …)`. */
function readTransaction(code: Code, found: Found, call: Call): void {
  if (call.callee.kind !== 'member') return;
  const begun = chainSteps(call.callee).find(({ name }) => name === 'transaction');
  const entry = begun ? callbacksOf(code, call) : [];
  if (begun && entry.length > 0) {
    found.transactions.push(transactionAt(code, { ...call, line: begun.made.line }, entry));
  }
}
