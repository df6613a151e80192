import type { Resolve } from '../../model/codebase.ts';
import type { ExportFact, FileFacts, ImportFact } from '../facts/file-facts.ts';

/** Where a name is declared. */
export interface Declaration {
  readonly module: string;
  /** Its name there; `*` where a whole namespace is passed on. */
  readonly name: string;
}

/** Finds the declaration behind an exported name; undefined where no module of the repository declares it. */
export type FollowName = (module: string, name: string) => Declaration | undefined;

/** What a module offers, by name. */
interface Offer {
  readonly named: ReadonlyMap<string, ExportFact>;
  readonly stars: readonly string[];
  /** Names that the module itself takes from others. */
  readonly imported: ReadonlyMap<string, { readonly name: string; readonly specifier: string }>;
}

/** What a search asks of the modules on its way. */
interface Offers {
  readonly of: (module: string) => Offer | undefined;
  /** Modules that a module passes on whole and that could offer the name, in source order. */
  readonly starsFor: (module: string, offer: Offer, name: string) => readonly string[];
  readonly internal: Internal;
}

type Internal = (from: string, specifier: string) => string | undefined;

/**
 * Follows names through barrels, renames and `import`-then-`export` pairs to the module that declares them, without a
 * type checker. A star that offers the name through two ways takes the first in source order.
 */
export function createNameFollower(facts: ReadonlyMap<string, FileFacts>, resolve: Resolve): FollowName {
  const internal: Internal = (from, specifier) => {
    const resolution = resolve(from, specifier);
    return resolution.kind === 'internal' ? resolution.path : undefined;
  };
  const offers = createOffers(facts, internal);
  const memo = new Map<string, Map<string, Declaration | undefined>>();
  return (module, name) => {
    let known = memo.get(module);
    if (!known) memo.set(module, (known = new Map<string, Declaration | undefined>()));
    const before = known.get(name);
    if (before || known.has(name)) return before;
    const found = search({ module, name }, offers);
    known.set(name, found);
    return found;
  };
}

/** Depth first with a stack of its own: barrels nest, and hostile ones nest deep or run in circles. */
function search(start: Declaration, offers: Offers): Declaration | undefined {
  const seen = new Set<string>();
  const open: Declaration[] = [start];
  for (let at = open.pop(); at; at = open.pop()) {
    const offer = offers.of(at.module);
    if (!offer) continue;
    if (at.name === '*') return at;
    const declared = declaredAt(at, offer);
    if (declared) return declared; // Most names are declared where they are asked for.
    const key = `${at.module}\0${at.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    addOnward(at, offer, offers, open);
  }
  return undefined;
}

function declaredAt({ module, name }: Declaration, { named, imported }: Offer): Declaration | undefined {
  const fact = named.get(name);
  if (fact?.kind !== 'local') return undefined;
  const local = fact.local ?? fact.name;
  return imported.has(local) ? undefined : { module, name: local };
}

/** Adds where the name may come from, the first in source order last. */
function addOnward({ module, name }: Declaration, offer: Offer, offers: Offers, open: Declaration[]): void {
  const fact = offer.named.get(name);
  if (!fact) {
    // `export *` passes everything on but the default (ECMA-262 §16.2.3.7).
    const stars = name === 'default' ? [] : offers.starsFor(module, offer, name);
    for (let index = stars.length - 1; index >= 0; index -= 1)
      open.push({ module: stars[index] ?? '', name });
    return;
  }
  const source = sourceOf(fact, offer);
  const target = source && offers.internal(module, source.specifier);
  if (source && target !== undefined) open.push({ module: target, name: source.name });
}

function sourceOf(fact: ExportFact, { imported }: Offer): { specifier: string; name: string } | undefined {
  if (fact.kind === 'reexport') return { specifier: fact.specifier, name: fact.imported };
  return fact.kind === 'local' ? imported.get(fact.local ?? fact.name) : undefined;
}

/** A barrel of hundreds of stars is asked for thousands of names: which star could have which is worked out once. */
function createOffers(facts: ReadonlyMap<string, FileFacts>, internal: Internal): Offers {
  const offers = new Map<string, Offer>();
  const of = (module: string): Offer | undefined => {
    const known = offers.get(module);
    const own = known ? undefined : facts.get(module);
    if (own) offers.set(module, offerFrom(own));
    return known ?? offers.get(module);
  };
  const known = new Map<string, (name: string) => readonly string[]>();
  return {
    of,
    internal,
    starsFor: (module, { stars }, name) => {
      let starsOf = known.get(module);
      if (!starsOf) known.set(module, (starsOf = starFinder(module, stars, { of, internal })));
      return starsOf(name);
    },
  };
}

const NONE: readonly string[] = [];
/** Fewer are as well tried one after the other. */
const MANY_STARS = 8;
/** A barrel that leads to more modules than this is not worth an index of what is in all of them. */
const MOST_MODULES = 64;

function starFinder(
  module: string,
  stars: readonly string[],
  offers: Pick<Offers, 'of' | 'internal'>,
): (name: string) => readonly string[] {
  const targets = stars.flatMap((specifier) => offers.internal(module, specifier) ?? []);
  const byName = targets.length < MANY_STARS ? undefined : sortByName(targets, offers);
  return byName ? (name) => byName.get(name) ?? NONE : () => targets;
}

function sortByName(
  targets: readonly string[],
  offers: Pick<Offers, 'of' | 'internal'>,
): Map<string, string[]> | undefined {
  const byName = new Map<string, string[]>();
  for (const target of targets) {
    const names = namesWithin(target, offers);
    if (!names) return undefined;
    for (const name of names) {
      const known = byName.get(name);
      if (known) known.push(target);
      else byName.set(name, [target]);
    }
  }
  return byName;
}

/** Every name that a module, or one that it passes on whole, has a word about. */
function namesWithin(
  start: string,
  { of, internal }: Pick<Offers, 'of' | 'internal'>,
): Set<string> | undefined {
  const names = new Set<string>();
  const seen = new Set([start]);
  for (const module of seen) {
    if (seen.size > MOST_MODULES) return undefined;
    const { named, stars = [] } = of(module) ?? {};
    if (named) for (const name of named.keys()) names.add(name);
    for (const specifier of stars) {
      const target = internal(module, specifier);
      if (target !== undefined) seen.add(target);
    }
  }
  return names;
}

function offerFrom({ exports, imports }: FileFacts): Offer {
  const named = new Map<string, ExportFact>();
  const stars: string[] = [];
  for (const fact of exports) {
    if (fact.kind === 'star') stars.push(fact.specifier);
    else if (!named.has(fact.name)) named.set(fact.name, fact);
  }
  return { named, stars, imported: importedNames(imports) };
}

/** Local names and what they stand for elsewhere. */
export function importedNames(
  imports: readonly ImportFact[],
): Map<string, { name: string; specifier: string }> {
  const names = new Map<string, { name: string; specifier: string }>();
  for (const { specifier, names: bound } of imports) {
    if (specifier === undefined) continue;
    for (const { name, local } of bound) if (local !== undefined) names.set(local, { name, specifier });
  }
  return names;
}
