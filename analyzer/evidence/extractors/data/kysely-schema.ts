import type { EntityReference } from '../../../model/evidence.ts';
import type { Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Value } from '../link/value.ts';
import { chainSteps, type ChainStep } from './chain-root.ts';

/** `db.schema.createTable('pet').addColumn('owner_id', 'integer', (col) => col.references('person.id'))`. */
export function readKyselySchema(code: Code, found: Found, call: Call): void {
  const { callee, module, line, args, at } = call;
  if (callee.kind !== 'member' || callee.of.kind !== 'member' || callee.of.name !== 'schema') return;
  const [first] = args;
  const name = first === undefined ? undefined : code.fold(module, first)[0]?.text;
  if (name === undefined || !/^\w+$/u.test(name)) return;
  const references = code
    .callsNamed(['addColumn', 'addForeignKeyConstraint'])
    .filter((one) => one.module === module && beginsAt(one.callee, at))
    .flatMap((one) => referenceIn(code, one));
  found.entities.push({ name, kind: 'table', module, line, references, source: 'kysely' });
}

function beginsAt(callee: Value, at: number): boolean {
  return chainSteps(callee).some(({ made }) => made.at === at);
}

function referenceIn(code: Code, call: Call): EntityReference[] {
  const { callee, module, args } = call;
  if (callee.kind !== 'member') return [];
  return callee.name === 'addColumn' ? columnReference(code, call) : constraint(code, module, args);
}

/** `addForeignKeyConstraint(name, columns, table, …)`. */
function constraint(
  code: Code,
  module: string,
  [, columns = null, target = null]: Call['args'],
): EntityReference[] {
  const [field] = code.fold(module, columns);
  const [entity] = code.fold(module, target);
  return field && entity ? [{ entity: entity.text, field: field.text }] : [];
}

function columnReference(code: Code, { module, args }: Call): EntityReference[] {
  const [column = null, , build] = args;
  if (typeof build !== 'object' || build?.kind !== 'function') return [];
  const [field] = code.fold(module, column);
  return (code.indexOf(module)?.function(build.id)?.returns ?? [])
    .flatMap((term) => code.evaluate(module, term))
    .flatMap((value) => chainSteps(value))
    .filter(({ name }) => name === 'references')
    .flatMap((step) => targetOf(code, step))
    .map((entity) => ({ entity, field: field?.text ?? '' }));
}

/** `references('person.id')`. */
function targetOf(code: Code, { made }: ChainStep): string[] {
  return made.args
    .slice(0, 1)
    .flatMap((term) => code.fold(made.module, term))
    .map(({ text }) => text.split('.').at(-2) ?? text);
}
