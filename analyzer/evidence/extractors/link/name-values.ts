import type { ExportFact } from '../../facts/file-facts.ts';
import { lastAsked } from '../../link/last-asked.ts';
import type { FollowName } from '../../link/follow-names.ts';
import type { Resolve } from '../../../model/codebase.ts';
import type { SketchIndex } from './sketch-index.ts';

/** What a specifier or an imported name stands for. */
export type Origin =
  | { readonly kind: 'declared'; readonly module: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly module: string }
  | { readonly kind: 'package'; readonly package: string; readonly path: string };

export interface Names {
  readonly ofSpecifier: (module: string, specifier: string) => Origin | undefined;
  readonly ofImport: (module: string, local: string) => Origin | undefined;
  readonly ofExport: (module: string, name: string) => Origin | undefined;
}

export function createNames(
  indexOf: (module: string) => SketchIndex | undefined,
  resolve: Resolve,
  follow: FollowName,
): Names {
  const lookup: Lookup = { indexOf, resolve, follow };
  return {
    ofSpecifier: (module, specifier) => ofSpecifier(lookup, module, specifier),
    ofImport: remembered((module, local) => ofImport(lookup, module, local)),
    ofExport: remembered((module, name) => ofExport(lookup, module, name)),
  };
}

type Find = (module: string, name: string) => Origin | undefined;

/** Every use of a name asks the same question. */
function remembered(find: Find): Find {
  const answers = new Map<string, Map<string, Origin | undefined>>();
  const answersOf = lastAsked((module) => {
    let known = answers.get(module);
    if (!known) answers.set(module, (known = new Map<string, Origin | undefined>()));
    return known;
  });
  return (module, name) => {
    const known = answersOf(module);
    const found = known.get(name);
    if (found === undefined && !known.has(name)) {
      const first = find(module, name);
      known.set(name, first);
      return first;
    }
    return found;
  };
}

interface Lookup {
  readonly indexOf: (module: string) => SketchIndex | undefined;
  readonly resolve: Resolve;
  readonly follow: FollowName;
}

/**
 * A client that Prisma generates into the repository (the default from version 7 on): it may not be there yet, and where
 * it is, it is not read.
 */
const GENERATED_CLIENT = /prisma.*(?:client|generated)|generated.*prisma/iu;

function ofSpecifier({ resolve, indexOf }: Lookup, module: string, specifier: string): Origin | undefined {
  const found = resolve(module, specifier);
  const isRead = found.kind === 'internal' ? indexOf(found.path) !== undefined : !/^[.#@~]/u.test(specifier);
  if (!isRead && found.kind !== 'external' && GENERATED_CLIENT.test(specifier)) {
    return { kind: 'package', package: '.prisma/client', path: '' };
  }
  if (found.kind === 'internal') return { kind: 'namespace', module: found.path };
  if (found.kind === 'external') return { kind: 'package', package: found.package, path: '' };
  if (found.kind === 'builtin') return { kind: 'package', package: `node:${bare(found.name)}`, path: '' };
  return specifier.startsWith('.')
    ? undefined
    : { kind: 'package', package: packageName(specifier), path: '' };
}

function ofImport(lookup: Lookup, module: string, local: string): Origin | undefined {
  const source = lookup.indexOf(module)?.imports.get(local);
  return source && member(lookup, ofSpecifier(lookup, module, source.specifier), source.name);
}

function member(lookup: Lookup, of: Origin | undefined, name: string): Origin | undefined {
  if (of?.kind === 'package') return { ...of, path: name === 'default' || name === '*' ? '' : name };
  if (of?.kind !== 'namespace') return undefined;
  return name === '*' ? of : ofExport(lookup, of.module, name);
}

function ofExport(lookup: Lookup, module: string, name: string): Origin | undefined {
  const found = lookup.follow(module, name);
  if (!found) return passedOn(lookup, module, name, 0);
  return found.name === '*'
    ? { kind: 'namespace', module: found.module }
    : { kind: 'declared', module: found.module, name: found.name };
}

/** Names of packages that the repository passes on, and names that CommonJS assigns. */
function passedOn(lookup: Lookup, module: string, name: string, depth: number): Origin | undefined {
  const index = lookup.indexOf(module);
  if (!index || depth > MOST_BARRELS) return undefined;
  if (index.bindings(`exports.${name}`, 0)) return { kind: 'declared', module, name: `exports.${name}` };
  for (const fact of index.facts.exports) {
    const found = fact.kind !== 'star' && fact.name === name && exported(lookup, module, fact, depth);
    if (found) return found;
  }
  return throughStars(lookup, module, name, depth);
}

const MOST_BARRELS = 12;

function exported(
  lookup: Lookup,
  module: string,
  fact: Exclude<ExportFact, { kind: 'star' }>,
  depth: number,
): Origin | undefined {
  if (fact.kind === 'local') return ofImport(lookup, module, fact.local ?? fact.name);
  const target = ofSpecifier(lookup, module, fact.specifier);
  return target?.kind === 'namespace'
    ? passedOn(lookup, target.module, fact.imported, depth + 1)
    : member(lookup, target, fact.imported);
}

function throughStars(lookup: Lookup, module: string, name: string, depth: number): Origin | undefined {
  for (const fact of lookup.indexOf(module)?.facts.exports ?? []) {
    const target = fact.kind === 'star' ? ofSpecifier(lookup, module, fact.specifier) : undefined;
    const found = target?.kind === 'namespace' ? passedOn(lookup, target.module, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function bare(name: string): string {
  return name.startsWith('node:') ? name.slice('node:'.length) : name;
}

function packageName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
