import type { Entity, EntityReference } from '../../../model/evidence.ts';

/** One step of a migration, as far as tables and foreign keys go. */
export type SchemaChange =
  | { readonly kind: 'create'; readonly table: string; readonly references: readonly KeyChange[] }
  | { readonly kind: 'drop'; readonly table: string }
  | { readonly kind: 'rename'; readonly table: string; readonly to: string }
  | { readonly kind: 'addKey'; readonly table: string; readonly key: KeyChange }
  | { readonly kind: 'dropKey'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropColumn'; readonly table: string; readonly field: string }
  | { readonly kind: 'renameColumn'; readonly table: string; readonly field: string; readonly to: string };

/** A foreign key, with the name of its constraint where one is written. */
export interface KeyChange extends EntityReference {
  readonly name?: string;
}

/** A change and where it is written. */
export interface PlacedChange {
  readonly module: string;
  readonly line: number;
  readonly change: SchemaChange;
  /** What wrote it: `sql`, or a migration in code. */
  readonly source: string;
}

/** A change in the one file that is being read. */
export type LocalChange = Omit<PlacedChange, 'module'>;

interface Table {
  readonly module: string;
  readonly line: number;
  readonly source: string;
  keys: KeyChange[];
}

/**
 * Plays migrations in their order: what a later one drops is not there. A table that only changes and was never made
 * here is kept, since its beginning may lie elsewhere.
 */
export function replayChanges(changes: readonly PlacedChange[]): Entity[] {
  const tables = new Map<string, Table>();
  for (const placed of changes) apply(tables, placed);
  return [...tables].map(([name, { module, line, source, keys }]) => ({
    name,
    kind: 'table',
    module,
    line,
    references: keys.map(({ entity, field }) => ({ entity, field })),
    source,
  }));
}

function apply(tables: Map<string, Table>, placed: PlacedChange): void {
  const { change } = placed;
  if (change.kind === 'drop') tables.delete(change.table);
  else if (change.kind === 'rename') rename(tables, change.table, change.to);
  else if (change.kind === 'create') created(tables, placed, change.table).keys.push(...change.references);
  else alter(created(tables, placed, change.table), change);
}

function created(tables: Map<string, Table>, { module, line, source }: PlacedChange, name: string): Table {
  const known = tables.get(name);
  if (known) return known;
  const made: Table = { module, line, source, keys: [] };
  tables.set(name, made);
  return made;
}

/** Keys that point at a table follow its new name; SQLite makes a table anew by this. */
function rename(tables: Map<string, Table>, from: string, to: string): void {
  const table = tables.get(from);
  if (!table) return;
  tables.delete(from);
  tables.set(to, table);
  for (const one of tables.values()) {
    one.keys = one.keys.map((key) => (key.entity === from ? { ...key, entity: to } : key));
  }
}

type Alteration = Extract<SchemaChange, { kind: 'addKey' | 'dropKey' | 'dropColumn' | 'renameColumn' }>;

function alter(table: Table, change: Alteration): void {
  if (change.kind === 'addKey') {
    const { key } = change;
    if (!table.keys.some(({ entity, field }) => entity === key.entity && field === key.field)) {
      table.keys.push(key);
    }
  } else if (change.kind === 'dropKey') {
    table.keys = table.keys.filter((key) => !isNamed(key, change.name));
  } else if (change.kind === 'dropColumn') {
    table.keys = table.keys.filter(({ field }) => field !== change.field);
  } else {
    table.keys = table.keys.map((key) => (key.field === change.field ? { ...key, field: change.to } : key));
  }
}

/** A key without a name of its own is called after its column: `orders_user_id_fkey`, `orders_user_id_foreign`. */
function isNamed({ name, field }: KeyChange, wanted: string): boolean {
  return name === undefined
    ? wanted.endsWith(`_${field}_fkey`) || wanted.endsWith(`_${field}_foreign`)
    : name === wanted;
}
