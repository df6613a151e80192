import type { Finding } from '../../model/analysis.ts';
import type { Access, Endpoint, Entity, External, Transaction } from '../../model/evidence.ts';
import type { Code } from './link/code.ts';

/** Knows one framework or data layer. A new one is a file of this shape, a fixture, and a line in the registry. */
export interface Extractor {
  readonly name: string;
  /** Packages that bring the framework; `*` runs it always. */
  readonly packages: readonly string[];
  /** Methods to which it gives a meaning: calls of others are not kept. */
  readonly methods?: readonly string[];
  readonly extract: (code: Code, found: Found) => void;
}

/** A function of the repository that answers an endpoint, or stands at the start of something. */
export interface FunctionPlace {
  readonly module: string;
  readonly id: number;
}

export interface FoundEndpoint extends Omit<Endpoint, 'id'> {
  /** Where following its calls starts; empty where the handler was not found. */
  readonly entry: readonly FunctionPlace[];
}

export interface FoundAccess extends Access {
  /** Function that performs it; 0 in a class above the module's own, where callers cannot be told apart. */
  readonly in: number;
}

export interface FoundTransaction extends Omit<Transaction, 'entities'> {
  /** Function in which the scope is opened. */
  readonly in: number;
  /** Functions that run inside the scope. */
  readonly entry: readonly FunctionPlace[];
}

/** Where extractors put what they find. */
export interface Found {
  readonly endpoints: FoundEndpoint[];
  readonly entities: Entity[];
  readonly accesses: FoundAccess[];
  readonly transactions: FoundTransaction[];
  readonly externals: External[];
  readonly findings: Finding[];
}

export function nothingFound(): Found {
  return { endpoints: [], entities: [], accesses: [], transactions: [], externals: [], findings: [] };
}
