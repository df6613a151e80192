import type { Access, Transaction } from '../../analyzer/model/evidence.ts';
import type { Dependency } from '../../analyzer/model/dependency.ts';

/** What `check` reads of an analysis. */
export interface CodeFacts {
  readonly modules: readonly { readonly id: string }[];
  readonly dependencies: readonly Dependency[];
  readonly accesses: readonly Access[];
  readonly transactions: readonly Transaction[];
}

export type BreachKind = 'crossing' | 'data' | 'transaction' | 'cycle' | 'door';

/**
 * What makes a breach the same one tomorrow: never a line or a count, so that moving code about inside a file, or
 * using a name once more, is no news.
 */
export interface BreachIdentity {
  readonly kind: BreachKind;
  /** Service that reaches out; `monolith` and `shared` for code that is no service's. For a cycle: all of them. */
  readonly from: string;
  readonly to: string;
  /** Module that reaches out; empty for a cycle. */
  readonly module: string;
  /** Exported name, table with mode, or scope that is reached. */
  readonly symbol: string;
}

/** One place where the code does what the plan does not want. */
export interface Breach extends BreachIdentity {
  /** Ten hexadecimal digits of the hash of the identity. */
  readonly id: string;
  /** Where to look; 1-based, 1 where only the module is known. */
  readonly line: number;
  readonly file: string;
  /** Module that is reached, where it is one. */
  readonly target?: string;
  readonly message: string;
}
