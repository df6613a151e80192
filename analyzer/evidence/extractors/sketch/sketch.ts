import type { ChainTerm, TaggedTerm, Term } from './term.ts';

/**
 * What one file says that a framework could mean something by: calls, classes with decorators, and the names these lean
 * on. It knows no framework; it is made from the file alone, and read by the extractors once all files are there.
 */
export interface Sketch {
  /** A call is given what looks like SQL, so the parser for it is needed. */
  readonly sql?: true;
  /** Environment variables that the text names, and the line of the first use. */
  readonly env?: readonly { readonly name: string; readonly line: number }[];
  /** Those functions that matter; 0 is the module itself. */
  readonly functions: readonly FunctionSketch[];
  readonly bindings: readonly BindingSketch[];
  readonly uses: readonly UseSketch[];
  readonly classes: readonly ClassSketch[];
}

export interface FunctionSketch {
  readonly id: number;
  readonly name?: string;
  readonly line: number;
  readonly parent: number;
  /** Class whose `this` it sees. */
  readonly class?: number;
  readonly params?: readonly ParamSketch[];
  readonly returns?: readonly Term[];
  /** What it calls, as written: `this.orders.create`, `priceOf`, `ns.fn`, `new Order`. Sorted. */
  readonly calls?: readonly string[];
}

export interface ParamSketch {
  readonly type?: Term;
  readonly decorators?: readonly DecoratorSketch[];
}

/** A name in a function (0: the module) and one value that it is given there. */
export interface BindingSketch {
  readonly in: number;
  readonly name: string;
  readonly value?: Term;
  readonly type?: Term;
  /** Of a list: what `name.push(…)` adds to it. */
  readonly added?: readonly AddedSketch[];
}

/** `list.push(…)`, and the loops between it and the function that declares the list, the outermost first. */
export interface AddedSketch {
  readonly in: number;
  readonly items: readonly Term[];
  readonly around: readonly LoopSketch[];
  /** What has to hold for it. */
  readonly when?: readonly ConditionSketch[];
}

/** `list.forEach(callback)`, or a `for … of` where there is no callback. */
export interface LoopSketch {
  readonly of?: number;
  readonly list: Term;
}

/** A name or a part of one that has to be something; `not`, nothing. */
export interface ConditionSketch {
  readonly test: Term;
  readonly not?: true;
}

/** One call chain or tagged template that may matter, and the function that it stands in. */
export interface UseSketch {
  readonly in: number;
  readonly term: ChainTerm | TaggedTerm;
}

export interface ClassSketch {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly in: number;
  readonly decorators: readonly DecoratorSketch[];
  readonly typeParams?: readonly string[];
  readonly extends?: Term;
  readonly extendsTypes?: readonly Term[];
  /** Interfaces that it implements, as named here. */
  readonly implements?: readonly string[];
  readonly members: readonly MemberSketch[];
}

export interface MemberSketch {
  readonly name: string;
  readonly kind: 'method' | 'field';
  readonly line: number;
  readonly static?: true;
  readonly decorators?: readonly DecoratorSketch[];
  /** Of a field, or what a method is said to return. */
  readonly type?: Term;
  readonly value?: Term;
  /** Function of a method. */
  readonly function?: number;
  /** `get name()`: read like a field. */
  readonly getter?: true;
  /** Field that a constructor parameter declares. */
  readonly injected?: true;
}

/** `@Get('x')`: the name as written, so that it can be followed to its package. */
export interface DecoratorSketch {
  readonly term: Term;
  readonly line: number;
}
