/**
 * An expression as far as one file can tell: what is named elsewhere stays a name. Plain JSON, so it can be cached by
 * content and sent between threads. Literals stand for themselves; a template or a sum of strings is a `text`.
 */
export type Term = string | number | boolean | null | TermNode;

export type TermNode =
  /** An identifier and the function in which it is looked up (0, the module, where absent). */
  | { readonly kind: 'name'; readonly name: string; readonly in?: number }
  /** `this` or `super` inside the class of that number; -1 outside any class. */
  | { readonly kind: 'this' | 'super'; readonly class: number }
  | ChainTerm
  | { readonly kind: 'text'; readonly parts: readonly Term[] }
  | ObjectTerm
  | { readonly kind: 'list'; readonly items: readonly Term[] }
  | { readonly kind: 'spread'; readonly of: Term }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'class'; readonly id: number }
  /** `a ?? b`, `a || b`, `c ? a : b`: one of these, the likeliest last (a default stands last). */
  | {
      readonly kind: 'either';
      readonly options: readonly Term[];
      /** `a ?? b`: the second stands only where the first is nothing. */
      readonly fallback?: true;
      /** `c ? a : b`: what decides between the two, where it can be told. */
      readonly test?: Term;
    }
  /** `require('x')` or `import('x')`. */
  | { readonly kind: 'import'; readonly specifier: string }
  | { readonly kind: 'pattern'; readonly source: string }
  | TypeTerm
  | { readonly kind: 'param'; readonly of: number; readonly index: number }
  /** One element of a list: the variable of a `for … of`. */
  | { readonly kind: 'each'; readonly of: Term }
  | TaggedTerm
  | { readonly kind: 'unknown' };

/** `root.a.b(x)[i](y)`, flat, so that a long chain of calls is no deep tree. */
export interface ChainTerm {
  readonly kind: 'chain';
  readonly root: Term;
  readonly links: readonly Link[];
}

export type Link =
  | { readonly get: string }
  | { readonly index: Term }
  | {
      readonly call: readonly Term[];
      readonly line: number;
      /** End of the call in the text: tells two calls of one file apart. */
      readonly at: number;
      readonly new?: true;
      readonly types?: readonly Term[];
    };

export interface ObjectTerm {
  readonly kind: 'object';
  readonly entries: readonly (readonly [key: string, value: Term])[];
  /** What is spread into it, before the entries. */
  readonly spreads?: readonly Term[];
}

/** A type reference: `Repository<Order>`, `express.Router`. */
export interface TypeTerm {
  readonly kind: 'type';
  readonly name: string;
  readonly args?: readonly Term[];
  /** `typeof x`: the type of a value, not an instance of a class. */
  readonly of?: 'value';
  /** `X[]`, `Promise<X>` and the like are unwrapped; a list says so. */
  readonly list?: true;
}

export interface TaggedTerm {
  readonly kind: 'tagged';
  readonly tag: Term;
  /** Literal text and holes in turn, the text first. */
  readonly parts: readonly Term[];
  readonly line: number;
  readonly at: number;
}
