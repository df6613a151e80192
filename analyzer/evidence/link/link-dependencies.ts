import type { Resolve } from '../../model/codebase.ts';
import type { Dependency, DependencyKind } from '../../model/dependency.ts';
import type { ClassDeclaration } from '../../model/module.ts';
import type { FileFacts, ImportFact, ImportedName } from '../facts/file-facts.ts';
import { createDependencyTable, type DependencyTable } from './dependency-table.ts';
import { type Declaration, type FollowName, importedNames } from './follow-names.ts';

/** What linking needs to know of the repository. */
export interface Linking {
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly resolve: Resolve;
  readonly follow: FollowName;
}

/** Turns the imports and injections of all files into dependencies between modules, names followed to their source. */
export function linkDependencies({ facts, resolve, follow }: Linking): Dependency[] {
  const table = createDependencyTable();
  for (const [from, { imports, classes }] of facts) {
    const linker = { from, facts, resolve, follow, table };
    for (const fact of imports) linkImport(fact, linker);
    const names: Imported = classes.length > 0 ? importedNames(imports) : new Map();
    for (const declared of classes) linkInjections(declared, names, linker);
  }
  return table.dependencies();
}

interface Linker extends Linking {
  readonly from: string;
  readonly table: DependencyTable;
}

function linkImport(fact: ImportFact, linker: Linker): void {
  const { from, facts, table } = linker;
  const target = internalTarget(fact.specifier, linker);
  if (target === undefined || !facts.has(target)) return;
  const base = { from, line: fact.line };
  if (fact.names.length === 0) table.add({ ...base, to: target, kind: fact.kind, names: [], uses: 1 });
  for (const name of fact.names) {
    const kind: DependencyKind = name.type && fact.kind === 'value' ? 'type' : fact.kind;
    for (const { module, name: declared, uses } of declarationsOf(name, target, fact.kind, linker)) {
      const via = module === target ? {} : { via: target };
      table.add({ ...base, to: module, kind, names: [declared], uses: Math.max(1, uses), ...via });
    }
  }
}

/** A re-export belongs to the barrel, so only imports are followed; a namespace is followed member by member. */
function declarationsOf(
  { name, uses, members }: ImportedName,
  target: string,
  kind: ImportFact['kind'],
  { from, follow, facts }: Linker,
): (Declaration & { uses: number })[] {
  const names = name === '*' && members ? members : [name];
  return names.map((wanted) => {
    const found = kind === 'reexport' ? undefined : follow(target, wanted);
    // A name that leads back here, or out of what is analysed, stays with the module that the import names.
    const usable =
      found && found.module !== from && facts.has(found.module) ? found : { module: target, name: wanted };
    return { ...usable, uses: Math.ceil(uses / names.length) };
  });
}

function linkInjections({ injects, line }: ClassDeclaration, imported: Imported, linker: Linker): void {
  for (const { type, calls } of injects) {
    const found = injectedModule(imported.get(type), linker);
    if (!found || found.to === linker.from || !linker.facts.has(found.to)) continue;
    const base = { from: linker.from, line, ...found };
    linker.table.add({ ...base, kind: 'inject', uses: 1 });
    if (calls > 0) linker.table.add({ ...base, kind: 'call', uses: calls });
  }
}

type Imported = ReturnType<typeof importedNames>;

function injectedModule(
  source: { name: string; specifier: string } | undefined,
  linker: Linker,
): Pick<Dependency, 'to' | 'names' | 'via'> | undefined {
  const target = internalTarget(source?.specifier, linker);
  if (!source || target === undefined) return undefined;
  const { module: to, name } = linker.follow(target, source.name) ?? { module: target, name: source.name };
  return { to, names: [name], ...(to === target ? {} : { via: target }) };
}

function internalTarget(specifier: string | undefined, { from, resolve }: Linker): string | undefined {
  if (specifier === undefined) return undefined;
  const resolution = resolve(from, specifier);
  return resolution.kind === 'internal' ? resolution.path : undefined;
}
