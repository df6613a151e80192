import type { Link, Term } from '../sketch/term.ts';
import type { Going } from './lazy-items.ts';
import type { Names } from './name-values.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { ClassValue, FunctionValue, Loop, Value } from './value.ts';

export interface World {
  readonly indexOf: (module: string) => SketchIndex | undefined;
  readonly names: Names;
  /** Classes that implement the interface that a name of a module stands for. */
  readonly implementersOf: (module: string, name: string) => readonly ClassValue[];
}

/** Says what a term of a module comes to: every value that it may have, likeliest first. */
export interface Evaluator {
  readonly evaluate: (module: string, term: Term, loop?: Loop) => readonly Value[];
  readonly follow: (value: Value, link: Link, module: string, loop?: Loop) => readonly Value[];
  readonly declared: (module: string, name: string) => readonly Value[];
  /** What a name comes to as seen from a function, for a name that no term holds. */
  readonly named: (module: string, name: string, scope: number) => readonly Value[];
  /** The classes above a class, nearest first; a foreign one ends the list. */
  readonly basesOf: (value: ClassValue) => readonly Value[];
}

/** What the parts of the evaluator need of each other. */
export interface Evaluation extends Evaluator {
  readonly world: World;
  /** What the parameters of a function stand for in one call; nothing where it would lead too deep. */
  readonly contextOf: ContextOf;
  readonly going: Going;
}

export type ContextOf = (
  callee: FunctionValue,
  call: {
    readonly module: string;
    readonly args: readonly Term[];
    readonly loop: Loop | undefined;
    /** Where it ends. */
    readonly at: number;
  },
) => Loop | undefined;

export const UNKNOWN: readonly Value[] = [{ kind: 'unknown' }];
/** More values than this and nothing can be said of a term. */
export const MOST_VALUES = 24;

/** What each of the values comes to one step on; most often there is one. */
export function throughLink(
  values: readonly Value[],
  step: (value: Value) => readonly Value[],
): readonly Value[] {
  const [only] = values;
  if (only === undefined) return values;
  const found = values.length === 1 ? step(only) : values.flatMap(step);
  return found.length > MOST_VALUES ? found.slice(0, MOST_VALUES) : found;
}

/** Where a term stands. */
export interface Place {
  readonly module: string;
  readonly loop: Loop | undefined;
}

/** Whether a value says more than that something is there: a member of an untyped parameter does not. */
export function isTelling(value: Value): boolean {
  let at = value;
  while (at.kind === 'member' || at.kind === 'made') at = at.kind === 'member' ? at.of : at.by;
  return at.kind !== 'unknown' && at.kind !== 'parameter' && at.kind !== 'global';
}

/** What tells a loop over a list from another. Asked at every mention of the variable, so of a long list only the beginning. */
export function eachKey(module: string, of: Term): string {
  return `${module}#each:${JSON.stringify(of, (_, value: unknown) => beginningOf(value)).slice(0, 400)}`;
}

function beginningOf(value: unknown): unknown {
  return Array.isArray(value) && value.length > 8
    ? [value.length, ...(value as unknown[]).slice(0, 8)]
    : value;
}
