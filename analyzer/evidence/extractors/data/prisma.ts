import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { originOf, type Value } from '../link/value.ts';
import type { PrismaModel } from '../schemas/schema-facts.ts';
import type { ObjectTerm, Term } from '../sketch/term.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const READS = [
  'findMany',
  'findFirst',
  'findFirstOrThrow',
  'findUnique',
  'findUniqueOrThrow',
  'count',
  'aggregate',
  'groupBy',
];
const WRITES = [
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
];

/** Prisma: models from the schema, reads and writes with nested writes and includes, `$transaction` in both forms. */
export const prisma: Extractor = {
  name: 'prisma',
  packages: ['@prisma/client', '@prisma/extension-accelerate', '.prisma/client'],
  methods: [...READS, ...WRITES, '$transaction', '$extends'],
  extract: (code, found) => {
    if (code.schemas.prisma.size === 0) return;
    for (const call of code.callsNamed(MODES.keys())) readCall(code, found, call);
    const opened: Opened[] = [];
    for (const call of code.callsNamed(['$transaction'])) openTransaction(code, found, call, opened);
    findWrappedTransactions(code, found, opened);
  },
};

const MODES: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ...READS.map((name): [string, 'read'] => [name, 'read']),
  ...WRITES.map((name): [string, 'write'] => [name, 'write']),
]);

function readCall(code: Code, found: Found, call: Call): void {
  const { callee } = call;
  if (callee.kind !== 'member') return;
  const mode = MODES.get(callee.name);
  if (!mode || callee.of.kind !== 'member') return;
  const model = code.schemas.prisma.get(callee.of.name);
  const certainty = model ? certaintyOf(code, callee.of.of, callee.name) : 0;
  if (!model || certainty === 0) return;
  const { module, line, in: scope } = call;
  const add = (entity: string, how: 'read' | 'write'): void => {
    found.accesses.push({ module, entity, mode: how, line, certainty, in: scope });
  };
  add(model.table, mode);
  const [options] = call.args;
  if (options !== undefined) readNested({ code, module, add }, options, model, 0);
}

const CLIENT = /^(?:@prisma\/client|\.prisma\/client)\b/u;
/** Methods that nothing but Prisma has. */
const TELLING = /^find(?:Many|Unique|First)|^createMany|^updateMany|^deleteMany|^upsert$|^groupBy$/u;

/** 1 where the client's origin is known; less where a model's name and a method have to do. */
function certaintyOf(code: Code, client: Value, method: string): number {
  let at: Value | undefined = client;
  for (let step = 0; at && step < 4; step += 1) {
    if (CLIENT.test(originOf(at) ?? '')) return 1;
    at = at.kind === 'parameter' ? transactionClient(code, at) : undefined;
  }
  // A client that is generated into the repository is not there before it was built.
  return TELLING.test(method) ? 0.8 : 0.6;
}

/** The `tx` of `client.$transaction(async (tx) => …)` is the client. */
function transactionClient(code: Code, { module, of }: Value & { kind: 'parameter' }): Value | undefined {
  const taking = code.callTaking(module, of)?.call.callee;
  return taking?.kind === 'member' && taking.name === '$transaction' ? taking.of : undefined;
}

interface Nesting {
  readonly code: Code;
  readonly module: string;
  readonly add: (entity: string, mode: 'read' | 'write') => void;
}

const NESTED_WRITES = new Set([
  'create',
  'createMany',
  'connectOrCreate',
  'update',
  'updateMany',
  'upsert',
  'delete',
  'deleteMany',
  'set',
  'connect',
  'disconnect',
]);

/** `{ data: { items: { create } } }` writes items; `{ include: { items: true } }` reads them. */
function readNested(nesting: Nesting, term: Term, model: PrismaModel, depth: number): void {
  if (depth > 8) return;
  for (const value of nesting.code.evaluate(nesting.module, term)) {
    if (value.kind === 'list') for (const item of value.items) readNested(nesting, item, model, depth + 1);
    if (value.kind === 'object') readEntries({ ...nesting, module: value.module }, value.term, model, depth);
  }
}

function readEntries(nesting: Nesting, { entries }: ObjectTerm, model: PrismaModel, depth: number): void {
  const { code, module, add } = nesting;
  for (const [key, inner] of entries) {
    const related = code.schemas.prisma.get(model.relations.get(key) ?? '');
    if (related) add(related.table, writesInside(code, module, inner) ? 'write' : 'read');
    readNested(nesting, inner, related ?? model, depth + 1);
  }
}

function writesInside(code: Code, module: string, term: Term): boolean {
  return code
    .evaluate(module, term)
    .some((value) => value.kind === 'object' && value.term.entries.some(([key]) => NESTED_WRITES.has(key)));
}
