import { ts } from 'ts-morph';
import type { KeyChange, SchemaChange } from './schema-change.ts';

/** The text of an expression, where it is a literal or a constant of the file. */
export type TextOf = (node: ts.Node | undefined) => string | undefined;

type Args = readonly ts.Expression[];
type Rule = (args: Args, textOf: TextOf) => SchemaChange[];

/**
 * What the calls of migration libraries do: the schema builder of Knex, `queryInterface` of Sequelize, `Table` and
 * `TableForeignKey` of TypeORM.
 */
export const MIGRATION_CALLS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['createTable', createTable],
  ['createTableIfNotExists', createTable],
  ['alterTable', alterTable],
  ['table', alterTable],
  [
    'dropTable',
    ([table], textOf) => onTable(tableName(table, textOf), (name) => [{ kind: 'drop', table: name }]),
  ],
  [
    'dropTableIfExists',
    ([table], textOf) => onTable(textOf(table), (name) => [{ kind: 'drop', table: name }]),
  ],
  [
    'renameTable',
    ([from, target], textOf) => {
      const to = tableName(target, textOf);
      return onTable(tableName(from, textOf), (table) =>
        to === undefined ? [] : [{ kind: 'rename', table, to }],
      );
    },
  ],
  [
    'renameColumn',
    ([at, from, target], textOf) => {
      const [field, to] = [textOf(from), textOf(target)];
      return onTable(tableName(at, textOf), (table) =>
        field === undefined || to === undefined ? [] : [{ kind: 'renameColumn', table, field, to }],
      );
    },
  ],
  ['createForeignKey', ([table, one], textOf) => addKeys(table, [one], textOf)],
  ['createForeignKeys', ([table, keys], textOf) => addKeys(table, itemsOf(keys), textOf)],
  ['addConstraint', addConstraint],
  ['dropForeignKey', ([table, name], textOf) => dropKey(table, textOf(name), textOf)],
  ['removeConstraint', ([table, name], textOf) => dropKey(table, textOf(name), textOf)],
  ['addColumn', addColumn],
  ['changeColumn', addColumn],
  ['removeColumn', dropColumn],
  ['dropColumn', dropColumn],
]);

function onTable(name: string | undefined, then: (name: string) => SchemaChange[]): SchemaChange[] {
  return name === undefined ? [] : then(name);
}

/** `'orders'`, `{ tableName: 'orders' }`, `new Table({ name: 'orders' })`. */
function tableName(node: ts.Node | undefined, textOf: TextOf): string | undefined {
  const options = objectIn(node);
  return options ? textOf(entry(options, 'tableName') ?? entry(options, 'name')) : textOf(node);
}

function objectIn(node: ts.Node | undefined): ts.ObjectLiteralExpression | undefined {
  if (node && ts.isNewExpression(node)) return objectIn(node.arguments?.[0]);
  return node && ts.isObjectLiteralExpression(node) ? node : undefined;
}

function entry(node: ts.ObjectLiteralExpression | undefined, name: string): ts.Expression | undefined {
  for (const one of node?.properties ?? []) {
    if (ts.isPropertyAssignment(one) && keyOf(one) === name) return one.initializer;
  }
  return undefined;
}

function keyOf({ name }: ts.PropertyAssignment): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
}

function itemsOf(node: ts.Node | undefined): readonly ts.Expression[] {
  return node && ts.isArrayLiteralExpression(node) ? node.elements : [];
}

function createTable([first, second]: Args, textOf: TextOf): SchemaChange[] {
  return onTable(tableName(first, textOf), (table) => {
    const options = objectIn(first);
    const typeorm = itemsOf(entry(options, 'foreignKeys')).flatMap((one) => typeormKey(one, textOf));
    const columns = objectIn(second)?.properties ?? [];
    const sequelize = columns.flatMap((one) =>
      ts.isPropertyAssignment(one) ? columnKey(keyOf(one), one.initializer, textOf) : [],
    );
    const built = builderChanges(table, second, textOf);
    const knex = built.flatMap((one) => (one.kind === 'addKey' ? [one.key] : []));
    return [{ kind: 'create', table, references: [...typeorm, ...sequelize, ...knex] }];
  });
}

/** `alterTable('orders', (table) => { … })` of Knex. */
function alterTable([first, builder]: Args, textOf: TextOf): SchemaChange[] {
  return onTable(textOf(first), (table) => builderChanges(table, builder, textOf));
}

/** `new TableForeignKey({ columnNames: ['userId'], referencedTableName: 'user' })`. */
function typeormKey(node: ts.Expression | undefined, textOf: TextOf): KeyChange[] {
  const options = objectIn(node);
  const field = textOf(itemsOf(entry(options, 'columnNames'))[0]);
  const entity = textOf(entry(options, 'referencedTableName'));
  return key(entity, field, textOf(entry(options, 'name')));
}

/** `userId: { type, references: { model: 'users', key: 'id' } }` of Sequelize; the model may be text itself. */
function columnKey(field: string, column: ts.Expression | undefined, textOf: TextOf): KeyChange[] {
  const references = entry(objectIn(column), 'references');
  const options = objectIn(references);
  const model = options ? (entry(options, 'model') ?? entry(options, 'table')) : references;
  return key(tableName(model, textOf), field, undefined);
}

function key(entity: string | undefined, field: string | undefined, name: string | undefined): KeyChange[] {
  if (entity === undefined || field === undefined) return [];
  return [{ entity, field, ...(name === undefined ? {} : { name }) }];
}

function addKeys(
  first: ts.Expression | undefined,
  keys: readonly (ts.Expression | undefined)[],
  textOf: TextOf,
): SchemaChange[] {
  return onTable(tableName(first, textOf), (table) =>
    keys.flatMap((one) => typeormKey(one, textOf)).map((one) => ({ kind: 'addKey', table, key: one })),
  );
}

/** `addConstraint('orders', { type: 'foreign key', fields: ['userId'], references: { table: 'users' } })`. */
function addConstraint([first, second, third]: Args, textOf: TextOf): SchemaChange[] {
  const options = objectIn(second) ?? objectIn(third);
  const fields = objectIn(second) ? entry(options, 'fields') : second;
  const target = entry(objectIn(entry(options, 'references')), 'table');
  const keys = key(tableName(target, textOf), textOf(itemsOf(fields)[0]), textOf(entry(options, 'name')));
  return onTable(tableName(first, textOf), (table) =>
    keys.map((one) => ({ kind: 'addKey', table, key: one })),
  );
}

function dropKey(first: ts.Expression | undefined, name: string | undefined, textOf: TextOf): SchemaChange[] {
  return onTable(tableName(first, textOf), (table) =>
    name === undefined ? [] : [{ kind: 'dropKey', table, name }],
  );
}

function addColumn([first, second, third]: Args, textOf: TextOf): SchemaChange[] {
  const field = textOf(second) ?? '';
  return onTable(tableName(first, textOf), (table) =>
    columnKey(field, third, textOf).map((one) => ({ kind: 'addKey', table, key: one })),
  );
}

function dropColumn([first, second]: Args, textOf: TextOf): SchemaChange[] {
  const field = textOf(second);
  return onTable(second ? tableName(first, textOf) : undefined, (table) =>
    field === undefined ? [] : [{ kind: 'dropColumn', table, field }],
  );
}

/** What the builder of Knex does: `table.integer('user_id').references('id').inTable('users')`. */
function builderChanges(table: string, builder: ts.Node | undefined, textOf: TextOf): SchemaChange[] {
  if (!builder || !ts.isFunctionLike(builder)) return [];
  const found: SchemaChange[] = [];
  const inner = new Set<ts.Node>();
  const open: ts.Node[] = [builder];
  for (let at = open.pop(); at; at = open.pop()) {
    if (ts.isCallExpression(at)) {
      for (const one of [at.expression, ...at.arguments]) addInner(one, inner);
      if (!inner.has(at)) found.push(...chainChanges(table, at, textOf));
    }
    ts.forEachChild(at, (child) => void open.push(child));
  }
  return found.reverse();
}

/** A call of which more of the chain follows is read with that. */
function addInner(node: ts.Expression, inner: Set<ts.Node>): void {
  if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.expression)) inner.add(node.expression);
}

function chainChanges(table: string, outermost: ts.CallExpression, textOf: TextOf): SchemaChange[] {
  const { first, given } = chainOf(outermost);
  const text = (name: string): string | undefined => firstText(given.get(name), textOf);
  const field = firstText(first, textOf);
  if (field === undefined) return [];
  if (given.has('dropColumn')) return [{ kind: 'dropColumn', table, field }];
  if (given.has('dropForeign')) return [{ kind: 'dropKey', table, name: `${table}_${field}_foreign` }];
  const [target = '', column] = (text('references') ?? '').split('.');
  const entity = text('inTable') ?? (column === undefined ? undefined : target);
  return key(entity, field, undefined).map((one) => ({ kind: 'addKey', table, key: one }));
}

/** The first arguments of a chain's calls by method, and that of the call with which it begins. */
function chainOf(outermost: ts.CallExpression): {
  first: ts.Expression | undefined;
  given: ReadonlyMap<string, ts.Expression | undefined>;
} {
  const given = new Map<string, ts.Expression | undefined>();
  let first: ts.Expression | undefined;
  let at: ts.Expression = outermost;
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    first = at.arguments[0];
    given.set(at.expression.name.text, first);
    at = at.expression.expression;
  }
  return { first, given };
}

/** A text, or the first of a list of them. */
function firstText(node: ts.Expression | undefined, textOf: TextOf): string | undefined {
  return textOf(itemsOf(node)[0] ?? node);
}
