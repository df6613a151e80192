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

/**
 * Follows names through barrels, renames and `import`-then-`export` pairs to the module that declares them, without a
 * type checker. A star that offers the name through two ways takes the first in source order.
 */
export function createNameFollower(facts: ReadonlyMap<string, FileFacts>, resolve: Resolve): FollowName {
  const offers = new Map<string, Offer>();
  const offerOf = (module: string): Offer | undefined => {
    const known = offers.get(module);
    const own = known ? undefined : facts.get(module);
    if (own) offers.set(module, offerFrom(own));
    return known ?? offers.get(module);
  };
  const internal = (from: string, specifier: string): string | undefined => {
    const resolution = resolve(from, specifier);
    return resolution.kind === 'internal' ? resolution.path : undefined;
  };
  const memo = new Map<string, Map<string, Declaration | undefined>>();
  return (module, name) => {
    let known = memo.get(module);
    if (!known) memo.set(module, (known = new Map<string, Declaration | undefined>()));
    if (!known.has(name)) known.set(name, search({ module, name }, offerOf, internal));
    return known.get(name);
  };
}

/** Depth first with a stack of its own: barrels nest, and hostile ones nest deep or run in circles. */
function search(
  start: Declaration,
  offerOf: (module: string) => Offer | undefined,
  internal: (from: string, specifier: string) => string | undefined,
): Declaration | undefined {
  const direct = declaredAt(start, offerOf(start.module));
  if (direct) return direct; // Most names are declared where they are asked for.
  const seen = new Set<string>();
  const open: Declaration[] = [start];
  for (let at = open.pop(); at; at = open.pop()) {
    const offer = offerOf(at.module);
    const key = `${at.module}\0${at.name}`;
    if (!offer || seen.has(key)) continue;
    seen.add(key);
    if (at.name === '*') return at;
    const next = step(at, offer);
    if (next.declared) return next.declared;
    for (const { specifier, name } of next.onward.reverse()) {
      const module = internal(at.module, specifier);
      if (module !== undefined) open.push({ module, name });
    }
  }
  return undefined;
}

function declaredAt(at: Declaration, offer: Offer | undefined): Declaration | undefined {
  return offer && at.name !== '*' ? step(at, offer).declared : undefined;
}

interface Step {
  readonly declared?: Declaration;
  readonly onward: { specifier: string; name: string }[];
}

function step({ module, name }: Declaration, { named, stars, imported }: Offer): Step {
  const fact = named.get(name);
  if (fact?.kind === 'reexport') return { onward: [{ specifier: fact.specifier, name: fact.imported }] };
  if (fact?.kind === 'local') {
    const source = imported.get(fact.local ?? fact.name);
    return source
      ? { onward: [source] }
      : { declared: { module, name: fact.local ?? fact.name }, onward: [] };
  }
  // `export *` passes everything on but the default (ECMA-262 §16.2.3.7).
  return { onward: name === 'default' ? [] : stars.map((specifier) => ({ specifier, name })) };
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
