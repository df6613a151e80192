/** Patterns for each owner, which together place every owned module where it was, by the ranks of `assignModules`. */
export type FoldedModules = ReadonlyMap<string, readonly string[]>;

/** From this share of a folder on, its owner gets the folder, and the others their modules by name. */
const MAJORITY = 2 / 3;

interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly modules: string[];
}

/**
 * Writes a placement the way a person would: `src/orders/**` where a folder is of one owner, or nearly; names where it
 * is mixed. `owners` has an entry for each module of the code; undefined is code that nobody owns, which no glob may
 * cover.
 */
export function foldModules(owners: ReadonlyMap<string, string | undefined>): FoldedModules {
  const folded = new Map<string, string[]>();
  const add = (owner: string, pattern: string): void => {
    const patterns = folded.get(owner) ?? [];
    patterns.push(pattern);
    folded.set(owner, patterns);
  };
  foldFolder(treeOf([...owners.keys()]), owners, add);
  for (const patterns of folded.values()) patterns.sort();
  return folded;
}

type Add = (owner: string, pattern: string) => void;

function foldFolder(folder: Folder, owners: ReadonlyMap<string, string | undefined>, add: Add): void {
  const all = modulesBelow(folder);
  const majority = majorityOf(all.map((module) => owners.get(module)));
  if (majority !== undefined && folder.path !== '' && all.length > 1) {
    add(majority, `${folder.path}/**`);
    for (const module of all)
      addModule(module, owners.get(module) === majority ? undefined : owners.get(module), add);
    return;
  }
  for (const module of folder.modules) addModule(module, owners.get(module), add);
  for (const child of folder.folders.values()) foldFolder(child, owners, add);
}

function addModule(module: string, owner: string | undefined, add: Add): void {
  if (owner !== undefined) add(owner, module);
}

function majorityOf(owners: readonly (string | undefined)[]): string | undefined {
  if (owners.includes(undefined)) return undefined;
  const counts = new Map<string, number>();
  for (const owner of owners) if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most && most[1] >= owners.length * MAJORITY ? most[0] : undefined;
}

function treeOf(modules: readonly string[]): Folder {
  const root: Folder = { path: '', folders: new Map(), modules: [] };
  for (const module of [...modules].sort()) {
    let folder = root;
    for (const name of module.split('/').slice(0, -1)) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      const child = folder.folders.get(name) ?? { path, folders: new Map<string, Folder>(), modules: [] };
      folder.folders.set(name, child);
      folder = child;
    }
    folder.modules.push(module);
  }
  return root;
}

function modulesBelow({ modules, folders }: Folder): string[] {
  return [...modules, ...[...folders.values()].flatMap(modulesBelow)];
}
