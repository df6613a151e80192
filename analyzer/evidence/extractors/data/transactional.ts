import type { Extractor } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls } from '../link/decorators.ts';
import { originOf } from '../link/value.ts';
import { describeFunction } from '../http/handler.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const PACKAGES = [
  '@nestjs-cls/transactional',
  'typeorm-transactional',
  'typeorm-transactional-cls-hooked',
  '@mikro-orm/core',
];
const OPENERS = ['withTransaction', 'runInTransaction', 'wrapInTransaction'];

/** Transactions that travel with the asynchronous context: `@Transactional()`, `host.withTransaction(work)`. */
export const transactional: Extractor = {
  name: 'transactional',
  packages: PACKAGES,
  methods: OPENERS,
  extract: (code, found) => {
    found.transactions.push(...decorated(code));
    const opened: Opened[] = [];
    for (const call of code.callsFrom(...PACKAGES)) {
      if (OPENER.test(originOf(call.callee) ?? '')) openTransaction(code, found, call, opened);
    }
    findWrappedTransactions(code, found, opened);
  },
};

const OPENER = /\.(?:withTransaction|runInTransaction|wrapInTransaction)$/u;
const DECORATOR =
  /^(?:@nestjs-cls\/transactional|typeorm-transactional[\w-]*|@mikro-orm\/\w+)\.Transactional$/u;

function decorated(
  code: Code,
): { module: string; line: number; in: number; scope: string; entry: { module: string; id: number }[] }[] {
  return code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.classes ?? []).flatMap(({ members }) =>
      members.flatMap(({ decorators, function: id }) => {
        if (id === undefined) return [];
        const found = decoratorCalls(code, module, decorators).find(({ origin }) => DECORATOR.test(origin));
        if (!found) return [];
        const { handler: scope } = describeFunction(code, { module, id }, found.line);
        return [{ module, line: found.line, in: id, scope, entry: [{ module, id }] }];
      }),
    ),
  );
}
