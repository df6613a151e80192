import type { TsConfig } from '../model/codebase.ts';
import { matchStar } from './package-targets.ts';

/** What the configurations that cover a folder say about bare specifiers, nearest first. */
export interface AliasScope {
  readonly tables: readonly AliasTable[];
}

interface AliasTable {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  /** Wildcards with the longest prefix first, as TypeScript tries them; without the bare `*`. */
  readonly wildcards: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** Where every bare specifier is looked for: targets of the bare `*`, then `baseUrl`. */
  readonly roots: readonly string[];
  readonly rootDirs: readonly string[];
}

/** Looks up the scope of a folder. Folders under the same configurations share one object. */
export function createScopeLookup(configs: readonly TsConfig[]): (folder: string) => AliasScope {
  const byFolder = groupByFolder(configs);
  const scopes = new Map<string, AliasScope>();
  const lookUp = (folder: string): AliasScope => {
    const known = scopes.get(folder);
    if (known) return known;
    const own = byFolder.get(folder) ?? [];
    const outer = folder === '' ? { tables: [] } : lookUp(parentOf(folder));
    const scope = own.length === 0 ? outer : { tables: [...new Set([...own, ...outer.tables])] };
    scopes.set(folder, scope);
    return scope;
  };
  return lookUp;
}

/** Paths that the mappings of the scope give, the one exact key or else wildcards, nearest configuration first. */
export function mappedPaths({ tables }: AliasScope, specifier: string): string[] {
  return tables.flatMap(({ exact, wildcards }) => [
    ...(exact.get(specifier) ?? []),
    ...wildcards.flatMap(({ pattern, targets }) => {
      const star = matchStar(pattern, specifier);
      return star === undefined ? [] : targets.map((target) => target.replace('*', () => star));
    }),
  ]);
}

/** Paths under each root at which bare specifiers may start. */
export function rootedPaths({ tables }: AliasScope, specifier: string): string[] {
  return tables.flatMap(({ roots }) =>
    roots.map((root) => (root === '' ? specifier : `${root}/${specifier}`)),
  );
}

/** The same place in the other folders that `rootDirs` lays over each other. */
export function overlaidPaths({ tables }: AliasScope, path: string): string[] {
  return tables.flatMap(({ rootDirs }) => {
    const own = rootDirs
      .filter((dir) => path.startsWith(`${dir}/`))
      .toSorted((a, b) => b.length - a.length)[0];
    return own === undefined
      ? []
      : rootDirs.filter((dir) => dir !== own).map((dir) => dir + path.slice(own.length));
  });
}

function groupByFolder(configs: readonly TsConfig[]): Map<string, AliasTable[]> {
  const byPath = new Map(configs.map((config) => [config.path, config]));
  const tables = new Map<string, AliasTable>();
  const byFolder = new Map<string, AliasTable[]>();
  for (const config of configs.toSorted((a, b) => rankOf(a.path) - rankOf(b.path))) {
    const folder = folderOf(config.path);
    const list = byFolder.get(folder) ?? [];
    for (const one of withReferences(config, byPath)) {
      const table = tableOf(one, tables);
      if (table && !list.includes(table)) list.push(table);
    }
    byFolder.set(folder, list);
  }
  return byFolder;
}

/** An editor reads tsconfig.json and what it references; the others of a folder only add to it. */
function rankOf(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'tsconfig.json') return 0;
  if (name === 'jsconfig.json') return 1;
  return /spec|test|e2e|cypress|storybook/.test(name) ? 3 : 2;
}

function withReferences(config: TsConfig, byPath: ReadonlyMap<string, TsConfig>): TsConfig[] {
  const folder = folderOf(config.path);
  const near = config.references.filter((path) => folderOf(path) === folder);
  return [config, ...near.flatMap((path) => byPath.get(path) ?? [])];
}

/** One table for all configurations that say the same, so that inherited settings are tried once. */
function tableOf(config: TsConfig, tables: Map<string, AliasTable>): AliasTable | undefined {
  const { baseUrl, paths, rootDirs } = config;
  if (baseUrl === undefined && paths.length === 0 && rootDirs.length === 0) return undefined;
  const key = JSON.stringify([baseUrl, paths, rootDirs]);
  const table = tables.get(key) ?? toTable(config);
  tables.set(key, table);
  return table;
}

function toTable({ baseUrl, paths, rootDirs }: TsConfig): AliasTable {
  const everything = paths.filter(({ pattern }) => pattern === '*');
  return {
    exact: new Map(
      paths.filter(({ pattern }) => !pattern.includes('*')).map((one) => [one.pattern, one.targets]),
    ),
    wildcards: paths
      .filter(({ pattern }) => pattern.includes('*') && pattern !== '*')
      .toSorted((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*')),
    roots: [
      ...everything.flatMap(({ targets }) => targets.map((target) => target.replace(/\/?\*$/, ''))),
      ...(baseUrl === undefined ? [] : [baseUrl]),
    ],
    rootDirs,
  };
}

function folderOf(path: string): string {
  return parentOf(path);
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
