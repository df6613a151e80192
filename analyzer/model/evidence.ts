import type { Dependency } from './dependency.ts';
import type { Module } from './module.ts';
import type { Traffic } from './traffic.ts';

/** Everything that was read, before any judgement. All lists are sorted, so equal input gives equal bytes. */
export interface Evidence {
  readonly modules: readonly Module[];
  readonly dependencies: readonly Dependency[];
  readonly endpoints: readonly Endpoint[];
  readonly entities: readonly Entity[];
  readonly accesses: readonly Access[];
  readonly transactions: readonly Transaction[];
  readonly externals: readonly External[];
  readonly useCases: readonly UseCase[];
  readonly history: History;
  /** What was seen in traffic; absent where none was given. */
  readonly traffic?: Traffic;
}

/** How sure a reader is of a fact, 0 to 1. */
export type Certainty = number;

/** A way into the monolith: an HTTP route, a GraphQL field, a queue, a timer, a command. */
export interface Endpoint {
  /** `GET /orders/:id`, `QUERY orders`, `QUEUE mail`, `CRON 0 * * * *`. */
  readonly id: string;
  readonly protocol: 'http' | 'graphql' | 'rpc' | 'queue' | 'cron' | 'command' | 'websocket';
  /** HTTP method or the operation kind, upper case; `ALL` where every method is meant. */
  readonly method: string;
  /** Full path template with `:name` parameters, or the name of the operation. */
  readonly path: string;
  /** Module of the handler. */
  readonly module: string;
  readonly line: number;
  readonly handler: string;
  readonly certainty: Certainty;
  /** The framework whose rule recognised it. */
  readonly source: string;
}

/** A persistent type or table. */
export interface Entity {
  readonly name: string;
  readonly kind: 'table' | 'collection' | 'keyspace' | 'bucket';
  /** Module and line of the definition; absent where only uses or a schema file were seen. */
  readonly module?: string;
  readonly line?: number;
  readonly references: readonly EntityReference[];
  readonly source: string;
}

/** A foreign key or a relation. */
export interface EntityReference {
  readonly entity: string;
  readonly field: string;
}

/** One module reading or writing one entity. */
export interface Access {
  readonly module: string;
  readonly entity: string;
  readonly mode: 'read' | 'write';
  readonly line?: number;
  readonly certainty: Certainty;
  /** The module that performs the query on behalf of `module`; absent where they are the same. */
  readonly through?: string;
}

/** One atomic scope and the entities in it. */
export interface Transaction {
  readonly module: string;
  readonly line: number;
  /** Function that opens the scope. */
  readonly scope: string;
  readonly entities: readonly string[];
}

/** A package, service or environment outside the repository that a module uses. */
export interface External {
  readonly module: string;
  readonly kind: 'package' | 'http' | 'queue' | 'event' | 'env' | 'bucket';
  readonly name: string;
  readonly line?: number;
}

/** Modules that work together to answer one request. */
export interface UseCase {
  readonly id: string;
  /** In the order of first access where that is known, else sorted. */
  readonly modules: readonly string[];
  /** The part of `modules` that the use case writes, where known. */
  readonly writes?: readonly string[];
}

/** Co-change in version control. Missing history is a signal that is absent, never zero. */
export type History =
  | {
      readonly available: true;
      readonly commits: readonly (readonly string[])[];
      readonly authors: readonly ModuleAuthors[];
    }
  | { readonly available: false; readonly reason: string };

/** Distinct people who changed a module, and how many commits touched it. Names are not kept. */
export interface ModuleAuthors {
  readonly module: string;
  readonly authors: number;
  readonly commits: number;
}
