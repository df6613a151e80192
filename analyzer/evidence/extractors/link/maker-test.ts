import { isTerm } from './is-term.ts';
import type { ChainTerm, Link, Term } from '../sketch/term.ts';
import type { World } from './evaluation.ts';
import { leansOn } from './leans-on.ts';
import { createReturnTest, type ReturnTest } from './return-test.ts';
import type { SketchIndex } from './sketch-index.ts';

/**
 * Whether a function gives back a thing that it makes, and has done with it what its parameters say, so that each call
 * gives another: `crud('users')` a router with paths of its own. Most functions that give something back are queries: what
 * they are given they do not tell a thing that they name.
 */
export function createMakerTest(indexOf: World['indexOf']): ReturnTest {
  return createReturnTest(indexOf, isMade);
}

function isMade(index: SketchIndex, term: Term, id: number): boolean {
  if (isTerm(term, 'object')) {
    return term.entries.some(([, value]) => isMade(index, value, id));
  }
  const root = isTerm(term, 'chain') ? term.root : term;
  if (typeof root !== 'object' || root?.kind !== 'name') return false;
  const own = (index.bindings(root.name, root.in ?? 0) ?? []).filter((one) => one.in === id);
  if (own.length === 0) {
    return isTerm(term, 'chain') && callsIn(term).some(({ call: [path] }) => isPath(index, path, id));
  }
  return own.some(
    ({ value }) => isTerm(value, 'chain') && (isConfigured(index, value, id) || isTold(index, root.name, id)),
  );
}

/** `new Router({ prefix })` */
function isConfigured(index: SketchIndex, made: ChainTerm, id: number): boolean {
  return callsIn(made).some(({ call: [first] }) => isTerm(first, 'object') && leansOn(index, first, id));
}

/** `router.get(path, …)`, `` router.get(`/${name}`, …) `` */
function isTold(index: SketchIndex, name: string, id: number): boolean {
  return index.sketch.uses.some(
    ({ in: scope, term }) =>
      scope === id &&
      isTerm(term, 'chain') &&
      isNamed(term.root, name) &&
      callsIn(term).some(({ call }) => call.length > 1 && call.some((one) => leansOn(index, one, id))),
  );
}

function isNamed(term: Term, name: string): boolean {
  return typeof term === 'object' && term?.kind === 'name' && term.name === name;
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
