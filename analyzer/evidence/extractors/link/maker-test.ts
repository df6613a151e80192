import type { ChainTerm, Link, ObjectTerm, Term } from '../sketch/term.ts';
import type { World } from './evaluation.ts';
import { leansOn } from './leans-on.ts';
import type { SketchIndex } from './sketch-index.ts';

/**
 * Whether a function gives back a thing that it makes, and has done with it what its parameters say, so that each call
 * gives another: `crud('users')` a router with paths of its own. Most functions that give something back are queries: what
 * they are given they do not tell a thing that they name.
 */
export function createMakerTest(indexOf: World['indexOf']): (module: string, id: number) => boolean {
  const known = new Map<string, boolean>();
  return (module, id) => {
    const key = `${module}#${id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const index = indexOf(module);
    const makes = index?.function(id)?.returns?.some((term) => isMade(index, term, id)) ?? false;
    known.set(key, makes);
    return makes;
  };
}

function isMade(index: SketchIndex, term: Term, id: number): boolean {
  if (isObject(term)) {
    return term.entries.some(([, value]) => isMade(index, value, id));
  }
  const root = isChain(term) ? term.root : term;
  if (typeof root !== 'object' || root?.kind !== 'name') return false;
  const own = (index.bindings(root.name, root.in ?? 0) ?? []).filter((one) => one.in === id);
  if (own.length === 0) {
    return isChain(term) && callsIn(term).some(({ call: [path] }) => isPath(index, path, id));
  }
  return own.some(
    ({ value }) => isChain(value) && (isConfigured(index, value, id) || isTold(index, root.name, id)),
  );
}

/** `new Router({ prefix })` */
function isConfigured(index: SketchIndex, made: ChainTerm, id: number): boolean {
  return callsIn(made).some(({ call: [first] }) => isObject(first) && leansOn(index, first, id));
}

/** `router.get(path, …)`, `` router.get(`/${name}`, …) `` */
function isTold(index: SketchIndex, name: string, id: number): boolean {
  return index.sketch.uses.some(
    ({ in: scope, term }) =>
      scope === id &&
      isChain(term) &&
      isNamed(term.root, name) &&
      callsIn(term).some(({ call }) => call.length > 1 && call.some((one) => leansOn(index, one, id))),
  );
}

function isNamed(term: Term, name: string): boolean {
  return typeof term === 'object' && term?.kind === 'name' && term.name === name;
}

function isObject(term: Term | undefined): term is ObjectTerm {
  return typeof term === 'object' && term?.kind === 'object';
}

/** A text that begins as a path does. */
function isPath(index: SketchIndex, term: Term | undefined, id: number): boolean {
  if (typeof term !== 'object' || term?.kind !== 'text') return false;
  const [first] = term.parts;
  return typeof first === 'string' && first.startsWith('/') && leansOn(index, term, id);
}

type CallLink = Extract<Link, { call: unknown }>;

function callsIn({ links }: ChainTerm): CallLink[] {
  return links.filter((link) => 'call' in link);
}

function isChain(term: Term | undefined): term is ChainTerm {
  return typeof term === 'object' && term !== null && term.kind === 'chain';
}
