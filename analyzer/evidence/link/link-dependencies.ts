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
    const injecting = classes.some(({ injects }) => injects.length > 0);
    const names: Imported = injecting ? importedNames(imports) : new Map();
    if (injecting) for (const declared of classes) linkInjections(declared, names, linker);
  }
  return table.dependencies();
}

interface Linker extends Linking {
  readonly from: string;
  readonly table: DependencyTable;
}

function linkImport(fact: ImportFact, linker: Linker): void {
  const { from, facts, table } = linker;
  const { kind, line } = fact;
  const target = internalTarget(fact.specifier, linker);
  if (target === undefined || !facts.has(target)) return;
  if (fact.names.length === 0) table.add({ from, to: target, kind, via: undefined, line }, undefined, 1);
  for (const imported of fact.names) linkName(imported, { target, kind, line }, linker);
}

/** An import that is known to name a module of the repository. */
interface Target {
  readonly target: string;
  readonly kind: ImportFact['kind'];
  readonly line: number;
}

/** A namespace is followed member by member. */
function linkName({ name, uses, members, type }: ImportedName, named: Target, linker: Linker): void {
  const kind: DependencyKind = type && named.kind === 'value' ? 'type' : named.kind;
  const names = name === '*' && members ? members : [name];
  const share = Math.max(1, Math.ceil(uses / names.length));
  for (const wanted of names) {
    const { module: to, name: declared } = declarationOf(wanted, named, linker);
    const via = to === named.target ? undefined : named.target;
    linker.table.add({ from: linker.from, to, kind, via, line: named.line }, declared, share);
  }
}

/**
 * A re-export belongs to the barrel, so only imports are followed. A name that leads back here, or out of what is
 * analysed, stays with the module that the import names.
 */
function declarationOf(name: string, { target, kind }: Target, { from, facts, follow }: Linker): Declaration {
  const found = kind === 'reexport' ? undefined : follow(target, name);
  return found && found.module !== from && facts.has(found.module) ? found : { module: target, name };
}

function linkInjections({ injects, line }: ClassDeclaration, imported: Imported, linker: Linker): void {
  const { from, table } = linker;
  for (const { type, calls } of injects) {
    const found = injectedModule(imported.get(type), linker);
    if (!found || !linker.facts.has(found.to)) continue;
    const { to, name, via } = found;
    table.add({ from, to, kind: 'inject', via, line }, name, 1);
    if (calls > 0) table.add({ from, to, kind: 'call', via, line }, name, calls);
  }
}

type Imported = ReturnType<typeof importedNames>;

function injectedModule(
  source: { name: string; specifier: string } | undefined,
  linker: Linker,
): { to: string; name: string; via: string | undefined } | undefined {
  const target = internalTarget(source?.specifier, linker);
  if (!source || target === undefined) return undefined;
  const { module: to, name } = linker.follow(target, source.name) ?? { module: target, name: source.name };
  return { to, name, via: to === target ? undefined : target };
}

function internalTarget(specifier: string | undefined, { from, resolve }: Linker): string | undefined {
  if (specifier === undefined) return undefined;
  const resolution = resolve(from, specifier);
  return resolution.kind === 'internal' ? resolution.path : undefined;
}
