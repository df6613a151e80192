import { isTerm } from './is-term.ts';
import type { ConditionSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Term } from '../sketch/term.ts';
import type { Evaluation, Place } from './evaluation.ts';
import { isWithout } from './is-without.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { Value } from './value.ts';

/**
 * Whether a condition holds in one call or one turn of a loop; undefined where that cannot be told. Only what is given
 * counts: a setting that is off in the text may be on where it runs.
 */
export function truthOf(at: Evaluation, { module, loop }: Place, test: Term): boolean | undefined {
  const index = at.world.indexOf(module);
  if (!loop || !index || !isGiven(index, test, 0)) return undefined;
  const written = writtenFor(index, test);
  const chain: Pick<ChainTerm, 'root' | 'links'> = isTerm(written, 'chain')
    ? written
    : { root: written, links: [] };
  const last = chain.links.at(-1);
  let values = at.evaluate(module, chain.root, loop);
  for (const link of chain.links.slice(0, -1)) {
    values = values.flatMap((value) => at.follow(value, link, module, loop));
  }
  const found = new Set(
    values.flatMap((value) => {
      if (!last) return [isTrue(value)];
      if ('get' in last && isWithout(at, value, last.get)) return [false];
      return at.follow(value, last, module, loop).map(isTrue);
    }),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** Whether nothing speaks against a condition. */
export function mayHold(at: Evaluation, place: Place, { test, not }: ConditionSketch): boolean {
  const holds = truthOf(at, place, test);
  return holds === undefined || holds !== (not ?? false);
}

/** `config` of `const config = resource.describe().web`: what it is a part of says whether it is there. */
function writtenFor(index: SketchIndex, test: Term): Term {
  let at = test;
  for (let depth = 0; depth < DEEPEST && isTerm(at, 'name'); depth += 1) {
    const bindings = index.bindings(at.name, at.in ?? 0);
    const value = bindings?.length === 1 ? bindings[0]?.value : undefined;
    if (!isTerm(value, 'name') && !isTerm(value, 'chain')) return at;
    at = value;
  }
  return at;
}

function isVariable(term: Term | undefined): boolean {
  return typeof term === 'object' && (term?.kind === 'param' || term?.kind === 'each');
}

function isTrue(value: Value): boolean | undefined {
  if (value.kind === 'constant') return Boolean(value.value);
  return THINGS.has(value.kind) ? true : undefined;
}

const THINGS = new Set<Value['kind']>(['object', 'list', 'function', 'class', 'instance', 'pattern']);

/** Names that stand for names. */
const DEEPEST = 4;

/** Whether a term is, or begins with, a parameter or the variable of a loop. */
function isGiven(index: SketchIndex, term: Term | undefined, depth: number): boolean {
  if (isTerm(term, 'chain')) return depth < DEEPEST && isGiven(index, term.root, depth + 1);
  if (!isTerm(term, 'name')) return isVariable(term);
  const bindings = depth > DEEPEST ? [] : (index.bindings(term.name, term.in ?? 0) ?? []);
  return bindings.length > 0 && bindings.every(({ value }) => isGiven(index, value, depth + 1));
}
