import type { Operation } from '../plan/model/operation.ts';
import type { PlanMeasures } from '../plan/measure/describe-effect.ts';

/** What a decomposition is counted from: an `Analysis` is one, and so is the part of it that a page carries. */
export interface WhatIfFacts {
  readonly modules: readonly { readonly id: string }[];
  readonly dependencies: readonly { readonly from: string; readonly to: string; readonly uses: number }[];
  readonly accesses: readonly {
    readonly module: string;
    readonly entity: string;
    readonly mode: 'read' | 'write';
  }[];
  readonly transactions: readonly {
    readonly module: string;
    readonly scope: string;
    readonly entities: readonly string[];
  }[];
}

/** Where a module is: a service by name, or what is in none. */
export type Place = { readonly service: string } | 'shared' | 'root' | 'monolith';

/** Where everything is at the beginning. */
export interface WhatIfStart {
  /** Every service, those without modules as well. Their order breaks ties of data ownership, as in the analysis. */
  readonly services: readonly string[];
  readonly placeOf: (module: string) => Place;
  /**
   * Entity → service, as a plan says. Absent: the service that writes a table most owns it, else the one that reads it
   * most (`analyzer/score/data-scores.ts`), and ownership follows the modules as they move.
   */
  readonly owners?: ReadonlyMap<string, string>;
}

/** Everything that is counted, in the shape of a full recomputation. */
export interface WhatIfMetrics {
  readonly measures: PlanMeasures;
  /** Names and formulas of the analysis (docs/scores.md), those that need no more than `WhatIfFacts`. */
  readonly scores: Readonly<Record<string, number>>;
}

/** What an operation would change, told before it is done. */
export interface Preview {
  readonly operation: Operation;
  readonly before: WhatIfMetrics;
  readonly after: WhatIfMetrics;
  /** `cross-service calls 41 → 29, shared tables 3 → 2, cut transactions 0 → 1: checkout`; empty where nothing changes. */
  readonly text: string;
  /** Modules that would be elsewhere. */
  readonly moved: number;
  readonly newlyCut: readonly string[];
  readonly noLongerCut: readonly string[];
  readonly newlyShared: readonly string[];
  readonly noLongerShared: readonly string[];
}

/** A move that makes the cut cheaper. */
export interface Suggestion {
  readonly module: string;
  readonly from: Place;
  readonly to: string;
  /** How much the cost of the cut falls; see `cut-cost.ts`. Above 0. */
  readonly gain: number;
  readonly operation: Operation;
}
