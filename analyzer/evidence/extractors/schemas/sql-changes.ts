import type { KeyChange, SchemaChange } from './schema-change.ts';

type Node = Readonly<Record<string, unknown>>;

/** Tables and foreign keys that the statements of a parsed SQL text make, change and drop, in their order. */
export function changesOf(tree: unknown): SchemaChange[] {
  return listOf(isNode(tree) ? tree['stmts'] : undefined).flatMap((raw) => {
    const statement = isNode(raw) && isNode(raw['stmt']) ? raw['stmt'] : {};
    return Object.entries(statement).flatMap(([kind, node]) => {
      const rule = RULES.get(kind);
      return rule && isNode(node) ? rule(node) : [];
    });
  });
}

const RULES = new Map<string, (node: Node) => SchemaChange[]>([
  [
    'CreateStmt',
    (node) => {
      const table = relationOf(node);
      const references = listOf(node['tableElts']).flatMap((element) => keysIn(element, ''));
      return table === undefined ? [] : [{ kind: 'create', table, references }];
    },
  ],
  ['AlterTableStmt', alterations],
  [
    'DropStmt',
    ({ removeType, objects }) =>
      removeType === 'OBJECT_TABLE'
        ? listOf(objects).flatMap((one): SchemaChange[] => {
            const table = lastName(one);
            return table === undefined ? [] : [{ kind: 'drop', table }];
          })
        : [],
  ],
  ['RenameStmt', renames],
]);

function alterations(node: Node): SchemaChange[] {
  const table = relationOf(node);
  if (table === undefined || node['objtype'] !== 'OBJECT_TABLE') return [];
  return listOf(node['cmds']).flatMap((one): SchemaChange[] => {
    const command = isNode(one) && isNode(one['AlterTableCmd']) ? one['AlterTableCmd'] : {};
    const name = typeof command['name'] === 'string' ? command['name'] : '';
    if (command['subtype'] === 'AT_DropConstraint') return [{ kind: 'dropKey', table, name }];
    if (command['subtype'] === 'AT_DropColumn') return [{ kind: 'dropColumn', table, field: name }];
    return keysIn(command['def'], '').map((key) => ({ kind: 'addKey', table, key }));
  });
}

function renames(node: Node): SchemaChange[] {
  const table = relationOf(node);
  if (table === undefined) return [];
  const to = String(node['newname']);
  if (node['renameType'] === 'OBJECT_TABLE') return [{ kind: 'rename', table, to }];
  return node['renameType'] === 'OBJECT_COLUMN'
    ? [{ kind: 'renameColumn', table, field: String(node['subname']), to }]
    : [];
}

/** Foreign keys of a column or of the table, however deep they stand. */
function keysIn(at: unknown, column: string): KeyChange[] {
  if (Array.isArray(at)) return at.flatMap((one) => keysIn(one, column));
  if (!isNode(at)) return [];
  const own = typeof at['colname'] === 'string' ? at['colname'] : column;
  if (at['contype'] === 'CONSTR_FOREIGN' && isNode(at['pktable'])) {
    const [first] = listOf(at['fk_attrs']);
    const field = isNode(first) && isNode(first['String']) ? String(first['String']['sval']) : own;
    const { conname } = at;
    const name = typeof conname === 'string' ? { name: conname } : {};
    return [{ entity: String(at['pktable']['relname']), field, ...name }];
  }
  return Object.values(at).flatMap((value) => keysIn(value, own));
}

function relationOf({ relation }: Node): string | undefined {
  return isNode(relation) ? String(relation['relname']) : undefined;
}

/** The last part of a name that may have its schema in front. */
function lastName(one: unknown): string | undefined {
  const items = isNode(one) && isNode(one['List']) ? listOf(one['List']['items']) : [];
  const last = items.at(-1);
  return isNode(last) && isNode(last['String']) ? String(last['String']['sval']) : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
