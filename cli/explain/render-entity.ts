import type { EntityExplanation } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';

const accessesShown = 6;
const transactionsShown = 8;

/** Who owns a table, who else uses it and where, and what ties it to others. */
export function renderEntity(explanation: EntityExplanation): string {
  const { name, entity, users, transactions } = explanation;
  return [
    `${printable(name)}${entity ? ` (${entity.kind}, ${entity.source})` : ''}`,
    ...(entity?.module === undefined ? [] : [`  defined at ${printable(entity.module)}:${entity.line ?? 1}`]),
    ...renderOwner(explanation),
    ...renderKeys(explanation),
    ...users.flatMap(renderUser),
    ...(transactions.length === 0 ? [] : [`  in ${plural(transactions.length, 'transaction')}`]),
    ...cut(
      transactions.map(
        ({ module, line, scope, entities }) =>
          `${printable(module)}:${line} ${printable(scope)} with ${others(entities, name)}`,
      ),
      transactionsShown,
    ),
    '',
  ].join('\n');
}

function renderOwner({ owner, contested, writers }: EntityExplanation): string[] {
  if (owner === undefined) return ['  in no service: only shared modules use it'];
  return contested
    ? [
        `  written by several services: ${printable(owner)} most; one must own it`,
        `  writers: ${writers.map(printable).join(', ')}`,
      ]
    : [`  would belong to ${printable(owner)}`];
}

function renderKeys({ entity, referencedBy }: EntityExplanation): string[] {
  const own = (entity?.references ?? []).map(
    ({ entity: to, field }) => `${printable(field)} → ${printable(to)}`,
  );
  const other = referencedBy.map(({ entity: from, field }) => `${printable(from)}.${printable(field)}`);
  return [
    ...(own.length === 0 ? [] : [`  foreign keys: ${own.join(', ')}`]),
    ...(other.length === 0 ? [] : [`  referenced by: ${other.join(', ')}`]),
  ];
}

function renderUser({ service, writes, reads }: EntityExplanation['users'][number]): string[] {
  const lines = [...writes, ...reads].map(
    ({ mode, module, line }) =>
      `${mode.padEnd(5)} ${printable(module)}${line === undefined ? '' : `:${line}`}`,
  );
  const name = service === undefined ? 'outside the services' : printable(service);
  return [
    `  ${name}: ${plural(writes.length, 'write')}, ${plural(reads.length, 'read')}`,
    ...cut(lines, accessesShown),
  ];
}

function others(entities: readonly string[], name: string): string {
  const left = entities.filter((one) => one !== name).map(printable);
  return left.length === 0 ? 'nothing else' : left.join(', ');
}

function cut(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => `    ${line}`),
    ...(rest > 0 ? [`    … and ${rest} more, with --json`] : []),
  ];
}
