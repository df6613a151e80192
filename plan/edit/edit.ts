export type Path = readonly (string | number)[];

/** One change of the content of a plan, whatever its text looks like. */
export type Edit =
  /** Sets a value; a missing key, and missing maps above it, are made. */
  | { readonly do: 'set'; readonly path: Path; readonly value: unknown }
  /** Removes a key or an item. */
  | { readonly do: 'remove'; readonly path: Path }
  /** Puts an item into the list at `path` before `index` (its length: at the end); a missing list is made. */
  | { readonly do: 'insert'; readonly path: Path; readonly index: number; readonly value: unknown }
  /** Gives a key another name and keeps its place. */
  | { readonly do: 'rename'; readonly path: Path; readonly key: string };

type Container = Record<string, unknown> | unknown[];

/** Makes an edit on plain data: what the same edit on the text must amount to. Changes `content`. */
export function editData(content: Record<string, unknown>, edit: Edit): void {
  if (edit.do === 'insert') {
    listAt(content, edit.path).splice(edit.index, 0, edit.value);
    return;
  }
  const parent = containerAt(content, edit.path.slice(0, -1));
  const last = edit.path.at(-1) ?? '';
  if (edit.do === 'set') Reflect.set(parent, last, edit.value);
  else if (edit.do === 'rename') renameKey(parent, String(last), edit.key);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
}

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    content,
  );
}

function containerAt(content: Record<string, unknown>, path: Path): Container {
  let container: Container = content;
  for (const step of path) {
    const next: unknown = Reflect.get(container, step);
    const child: Container = typeof next === 'object' && next !== null ? (next as Container) : {};
    if (child !== next) Reflect.set(container, step, child);
    container = child;
  }
  return container;
}

function listAt(content: Record<string, unknown>, path: Path): unknown[] {
  const parent = containerAt(content, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  const found: unknown = Reflect.get(parent, last);
  if (Array.isArray(found)) return found;
  const made: unknown[] = [];
  Reflect.set(parent, last, made);
  return made;
}

function renameKey(parent: Container, from: string, to: string): void {
  const entries = Object.entries(parent);
  for (const [key] of entries) Reflect.deleteProperty(parent, key);
  for (const [key, value] of entries) Reflect.set(parent, key === from ? to : key, value);
}
