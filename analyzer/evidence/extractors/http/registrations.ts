import type { Code } from '../link/code.ts';
import { leansOn } from '../link/leans-on.ts';
import type { SketchIndex } from '../link/sketch-index.ts';
import type { ChainTerm, Link } from '../sketch/term.ts';

/** A call in the body of a function that says what the function is given. */
export interface Registration {
  readonly module: string;
  readonly in: number;
  /** The function that is given it: the one in which the call stands, or one around that. */
  readonly of: number;
  /** The chain as far as the call. */
  readonly term: ChainTerm;
  /** On a field of `this`. */
  readonly isOwn: boolean;
}

export interface Wanted {
  /** Methods that register. */
  readonly methods: readonly string[];
  /** Packages of which a class that registers for those below imports one. */
  readonly packages: ReadonlySet<string>;
}

/** Every registration whose method, path, handler or options are parameters; with it, all others of that function. */
export function* registrations(code: Code, { methods, packages }: Wanted): Iterable<Registration> {
  const names = new Set(methods);
  for (const module of code.modules) {
    const index = code.indexOf(module);
    if (!index) continue;
    if (index.sketch.classes.length > 0 && importsAny(index, packages)) yield* ownIn(module, index);
    yield* plainIn(module, index, names);
  }
}

function importsAny({ imports }: SketchIndex, packages: ReadonlySet<string>): boolean {
  for (const { specifier } of imports.values()) if (packages.has(specifier)) return true;
  return false;
}

function* ownIn(module: string, index: SketchIndex): Iterable<Registration> {
  for (const { in: scope, term } of index.sketch.uses) {
    if (term.kind === 'chain' && isOwn(term) && isInMethod(index, scope) && isGiven(index, term, scope)) {
      yield { module, in: scope, of: scope, term, isOwn: true };
    }
  }
}

function isOwn({ root }: ChainTerm): boolean {
  return typeof root === 'object' && root?.kind === 'this';
}

function isInMethod(index: SketchIndex, scope: number): boolean {
  const { class: owner, name } = index.function(scope) ?? {};
  return owner !== undefined && name !== undefined && name !== 'constructor';
}

/** Whether a call leans on parameters of the function around it. */
function isGiven(index: SketchIndex, { links }: ChainTerm, scope: number): boolean {
  return links.some((link) => {
    if ('index' in link) return leansOn(index, link.index, scope);
    return 'call' in link && link.call.some((term) => leansOn(index, term, scope));
  });
}

function plainIn(module: string, index: SketchIndex, methods: ReadonlySet<string>): Registration[] {
  const found: Registration[] = [];
  for (const { in: scope, term } of index.sketch.uses) {
    if (scope === 0 || term.kind !== 'chain' || isOwn(term)) continue;
    for (const part of registeringIn(term, methods)) {
      found.push({ module, in: scope, of: giverOf(index, part, scope), term: part, isOwn: false });
    }
  }
  const givers = new Set(found.map(({ of }) => of));
  return found
    .map((one) => (one.of === 0 && givers.has(one.in) ? { ...one, of: one.in } : one))
    .filter(({ of }) => of !== 0);
}

/** The function nearest to a call on whose parameters it leans; 0 is none. */
function giverOf(index: SketchIndex, term: ChainTerm, scope: number): number {
  let at = scope;
  while (at !== 0 && !isGiven(index, term, at)) at = index.function(at)?.parent ?? 0;
  return at;
}

/** A helper says little; each part is a chain of its own. */
const LONGEST = 200;

/** The parts of a chain that end in a call of a method that registers. */
function registeringIn({ kind, root, links }: ChainTerm, methods: ReadonlySet<string>): ChainTerm[] {
  if (links.length > LONGEST) return [];
  return links.flatMap((link, at) => {
    const before = links[at - 1];
    if (!('call' in link) || !before || 'call' in before) return [];
    return 'index' in before || methods.has(before.get)
      ? [{ kind, root, links: links.slice(0, at + 1) }]
      : [];
  });
}

/** The call in which a chain ends. */
export function lastCall({ links }: ChainTerm): Extract<Link, { call: unknown }> | undefined {
  const last = links.at(-1);
  return last && 'call' in last ? last : undefined;
}
