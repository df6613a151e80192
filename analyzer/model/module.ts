/** One source file of the monolith. */
export interface Module {
  /** POSIX path relative to the repository root; for an imported graph, whatever id it carries. */
  readonly id: string;
  /** Lines of source text. */
  readonly lines: number;
  /** Weighted vocabulary: words of identifiers with their counts, most frequent first. */
  readonly terms: readonly (readonly [term: string, count: number])[];
  /** Directory of the file; empty at the root, or where folders are hidden from the engine. */
  readonly folder: string;
  /** Names of the exported declarations, sorted. */
  readonly exports: readonly string[];
  readonly classes: readonly ClassDeclaration[];
}

/** A class, with what dependency injection reveals about it. */
export interface ClassDeclaration {
  readonly name: string;
  readonly line: number;
  readonly decorators: readonly DecoratorUse[];
  readonly extends?: string;
  readonly implements: readonly string[];
  readonly injects: readonly Injection[];
}

export interface DecoratorUse {
  readonly name: string;
  /** First argument where it is a string literal: a route, a table, a token. */
  readonly argument?: string;
}

/** A typed field or constructor parameter that a container fills in. */
export interface Injection {
  /** Name of the type, or the token given to `@Inject`. */
  readonly type: string;
  readonly field: string;
  /** Calls of methods on that field inside the class. */
  readonly calls: number;
}
