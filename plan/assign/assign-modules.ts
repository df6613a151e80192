import type { Plan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { type ModulePattern, modulePatternOf } from './module-pattern.ts';

/** Whose a module is: a service of the plan, or one of the three that are none. */
export type Owner =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'shared' | 'root' | 'monolith' };

/** Where the plan puts each module. */
export interface Assignment {
  readonly ownerOf: (module: string) => Owner;
  /** Patterns of the plan that match no module: a typing error, or code that has moved. */
  readonly unmatched: readonly string[];
}

interface Claim {
  readonly owner: Owner;
  readonly pattern: ModulePattern;
  readonly excluded: readonly ModulePattern[];
  /** The strongest claim wins. */
  readonly rank: number;
}

const EXACT_MOVE = 5;
const MOVE = 4;
const EXACT = 3;
const SERVICE_GLOB = 2;
const OTHER_GLOB = 1;
const MONOLITH: Owner = { kind: 'monolith' };

/**
 * Places modules by the plan alone, so that CI gives the same answer on every machine. A move of one module
 * beats a move of a glob, that beats a module that is named outright, that a glob of a service, and that a glob of
 * `shared:` or `roots:`. What nobody claims stays in
 * the monolith. Throws `PlanError` where two services claim a module with equal right.
 */
export function assignModules(plan: Plan, modules: readonly string[]): Assignment {
  const claims = claimsOf(plan);
  const globsFor = byFolder(claims.filter(({ pattern }) => pattern.isGlob));
  const byName = byPath(claims.filter(({ pattern }) => !pattern.isGlob));
  const used = new Set<Claim>();
  const owners = new Map<string, Owner>();
  for (const module of modules) {
    const matching = [
      ...(byName.get(module) ?? []),
      ...globsFor(module).filter((each) => isClaimed(module, each)),
    ];
    for (const each of matching) used.add(each);
    owners.set(module, strongest(module, matching));
  }
  return {
    ownerOf: (module) => owners.get(module) ?? MONOLITH,
    unmatched: claims.filter((each) => !used.has(each)).map(({ pattern }) => pattern.pattern),
  };
}

/** A layered monolith names thousands of modules outright; looking each up beats asking each. */
function byPath(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const each of claims) {
    const same = found.get(each.pattern.pattern);
    if (same) same.push(each);
    else found.set(each.pattern.pattern, [each]);
  }
  return found;
}

/**
 * Globs by the folder that stands before their first wildcard, so that a module is asked only about those of its own
 * folders: thousands of modules and hundreds of globs would be millions of questions.
 */
function byFolder(globs: readonly Claim[]): (module: string) => readonly Claim[] {
  const found = new Map<string, Claim[]>();
  for (const each of globs) {
    const { pattern } = each.pattern;
    const folder = pattern.slice(0, pattern.slice(0, pattern.search(/[*?{]/u)).lastIndexOf('/') + 1);
    const same = found.get(folder);
    if (same) same.push(each);
    else found.set(folder, [each]);
  }
  return (module) => {
    const fitting = [...(found.get('') ?? [])];
    for (let slash = module.indexOf('/'); slash >= 0; slash = module.indexOf('/', slash + 1))
      fitting.push(...(found.get(module.slice(0, slash + 1)) ?? []));
    return fitting;
  };
}

function isClaimed(module: string, { pattern, excluded }: Claim): boolean {
  return pattern.matches(module) && !excluded.some((not) => not.matches(module));
}

function claimsOf({ services, decisions, shared, roots }: Plan): Claim[] {
  const moves = decisions.flatMap((decision): Claim[] =>
    'to' in decision ? [claim({ kind: 'service', service: decision.to }, decision.move, MOVE)] : [],
  );
  const pins = Object.entries(services).flatMap(([service, { modules }]) => {
    const excluded = modules
      .filter((pattern) => pattern.startsWith('!'))
      .map((pattern) => modulePatternOf(pattern.slice(1)));
    const owner: Owner = { kind: 'service', service };
    return modules
      .filter((pattern) => !pattern.startsWith('!'))
      .map((pattern) => claim(owner, pattern, SERVICE_GLOB))
      .map((each) => (each.pattern.isGlob ? { ...each, excluded } : each));
  });
  const kernel = Object.keys(shared).map((pattern) => claim({ kind: 'shared' }, pattern, OTHER_GLOB));
  const wiring = roots.map((pattern) => claim({ kind: 'root' }, pattern, OTHER_GLOB));
  return [...moves, ...pins, ...kernel, ...wiring];
}

function claim(owner: Owner, written: string, rank: number): Claim {
  const pattern = modulePatternOf(written);
  return { owner, pattern, excluded: [], rank: pattern.isGlob ? rank : rank === MOVE ? EXACT_MOVE : EXACT };
}

function strongest(module: string, claims: readonly Claim[]): Owner {
  const rank = Math.max(0, ...claims.map((each) => each.rank));
  const [first, ...others] = claims.filter((each) => each.rank === rank);
  if (!first) return MONOLITH;
  const rival = others.find(({ owner }) => ownerName(owner) !== ownerName(first.owner));
  if (rival) throw contested(module, first, rival);
  return first.owner;
}

/** As reports and the baseline write it. */
export function ownerName(owner: Owner): string {
  return owner.kind === 'service' ? owner.service : owner.kind;
}

function contested(module: string, one: Claim, other: Claim): PlanError {
  const said = (each: Claim): string => `${ownerName(each.owner)} (${each.pattern.pattern})`;
  return new PlanError(
    'PLAN_CONTESTED',
    `Two claim ${JSON.stringify(module)}: ${said(one)} and ${said(other)}.`,
    `Leave it out of one with "!${module}", or decide: banyan plan move ${module} --to ${ownerName(one.owner)}.`,
  );
}
