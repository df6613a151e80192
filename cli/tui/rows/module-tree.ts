/** A folder of the list; chains of folders with nothing else in them are one. */
export interface TreeLine {
  readonly path: string;
  /** What is shown: the last part of the path, or several where folders are joined. */
  readonly name: string;
  readonly depth: number;
  /** Modules below; 0 for a module. */
  readonly count: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly modules: string[];
  count: number;
}

/** Modules as a tree, folders first, those in `shut` without what is in them. `modules` is sorted. */
export function moduleTree(modules: readonly string[], shut: ReadonlySet<string>): TreeLine[] {
  const lines: TreeLine[] = [];
  addLines(treeOf(modules), { path: '', depth: 0 }, { shut, lines });
  return lines;
}

interface Target {
  readonly shut: ReadonlySet<string>;
  readonly lines: TreeLine[];
}

function addLines(folder: Folder, at: { path: string; depth: number }, target: Target): void {
  const { depth } = at;
  for (const [first, child] of folder.folders) {
    const { name, inner } = joined(first, child);
    const path = at.path + name;
    target.lines.push({ path, name, depth, count: child.count });
    if (!target.shut.has(path)) addLines(inner, { path: `${path}/`, depth: depth + 1 }, target);
  }
  for (const path of folder.modules)
    target.lines.push({ path, name: path.slice(path.lastIndexOf('/') + 1), depth, count: 0 });
}

/** `src` with nothing but `src/app` in it is `src/app`. */
function joined(first: string, child: Folder): { name: string; inner: Folder } {
  let name = first;
  let inner = child;
  while (inner.modules.length === 0 && inner.folders.size === 1) {
    const [[next, only]] = [...inner.folders] as [[string, Folder]];
    name = `${name}/${next}`;
    inner = only;
  }
  return { name, inner };
}

function treeOf(modules: readonly string[]): Folder {
  const root: Folder = { folders: new Map(), modules: [], count: 0 };
  for (const module of modules) {
    let folder = root;
    const parts = module.split('/');
    for (const part of parts.slice(0, -1)) {
      const child: Folder = folder.folders.get(part) ?? { folders: new Map(), modules: [], count: 0 };
      folder.folders.set(part, child);
      child.count++;
      folder = child;
    }
    folder.modules.push(module);
  }
  return root;
}
