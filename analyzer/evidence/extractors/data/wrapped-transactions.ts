import type { Found, FunctionPlace } from '../extractor.ts';
import { describeFunction } from '../http/handler.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { keyOf } from '../link/reach.ts';

/**
 * A function that opens a transaction and runs what it is given is a wrapper: each call of it with a function is a
 * transaction. One that nobody gives a function to is a transaction itself.
 */
export function findWrappedTransactions(code: Code, found: Found, opened: readonly Opened[]): void {
  const seen = new Set<string>();
  const open: Opened[] = [...opened];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.id === 0 || seen.has(keyOf(at))) continue;
    seen.add(keyOf(at));
    const calls = code.callsTo({ kind: 'function', module: at.module, id: at.id });
    const given = calls.filter((call) => callbacksOf(code, call).length > 0);
    const passing = calls.filter((call) => passesParameter(code, call));
    // A wrapper around the wrapper: what it is given runs inside as well.
    open.push(...passing.map((call) => ({ module: call.module, id: call.in, line: call.line })));
    if (given.length + passing.length > 0) dropOwn(found, at);
    else found.transactions.push(ownTransaction(code, at));
    found.transactions.push(...given.map((call) => transactionAt(code, call, callbacksOf(code, call))));
  }
}

/** A function that opens a transaction, and the line on which it does. */
export type Opened = FunctionPlace & { readonly line: number };

/**
 * A call that opens a transaction: with a function, that runs inside; without one, or where its own function is a
 * wrapper, what the function around it goes on to do.
 */
export function openTransaction(code: Code, found: Found, call: Call, opened: Opened[]): void {
  const { module, line, in: id } = call;
  const entry = callbacksOf(code, call);
  if (entry.length > 0) found.transactions.push(transactionAt(code, call, entry));
  if (entry.length === 0 || isWrapper(code, call)) opened.push({ module, id, line });
}

/** Somebody gives the function that opens it a function of his own. */
function isWrapper(code: Code, { module, in: id }: Call): boolean {
  return code.callsTo({ kind: 'function', module, id }).some((call) => callbacksOf(code, call).length > 0);
}

/** A wrapper is no transaction by itself. */
function dropOwn(found: Found, { module, id }: FunctionPlace): void {
  const kept = found.transactions.filter((one) => one.module !== module || one.in !== id);
  found.transactions.splice(0, found.transactions.length, ...kept);
}

function ownTransaction(code: Code, { module, id, line }: Opened): Found['transactions'][number] {
  return { module, line, in: id, scope: namedAround(code, module, id), entry: [{ module, id }] };
}

export function transactionAt(
  code: Code,
  call: Pick<Call, 'module' | 'line' | 'in'>,
  entry: readonly FunctionPlace[],
): Found['transactions'][number] {
  return {
    module: call.module,
    line: call.line,
    in: call.in,
    scope: namedAround(code, call.module, call.in),
    entry,
  };
}

/** The nearest function with a name. */
function namedAround(code: Code, module: string, from: number): string {
  for (let id = from; id !== 0; id = code.indexOf(module)?.function(id)?.parent ?? 0) {
    const { handler } = describeFunction(code, { module, id }, 0);
    if (handler !== '(inline)') return handler;
  }
  return '(module)';
}

/** Functions of the repository among the arguments. */
export function callbacksOf(code: Code, { module, args, loop }: Call): FunctionPlace[] {
  return args.flatMap((term) =>
    typeof term === 'object' && term !== null
      ? code
          .evaluate(module, term, loop)
          .flatMap((value) => (value.kind === 'function' ? [{ module: value.module, id: value.id }] : []))
      : [],
  );
}

/** `function inTransaction(work) { return db.transaction(work) }` passes on what it is given. */
function passesParameter(code: Code, { module, args, loop, in: scope }: Call): boolean {
  const passes = args.some((term) =>
    code.evaluate(module, term, loop).some((value) => value.kind === 'parameter' && value.of === scope),
  );
  return (
    passes &&
    code.callsTo({ kind: 'function', module, id: scope }).some((call) => callbacksOf(code, call).length > 0)
  );
}
