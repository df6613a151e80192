import type { Analysis } from '../../../analyzer/model/analysis.ts';
import type { Endpoint, Entity } from '../../../analyzer/model/evidence.ts';
import type { Comparison } from '../../compare/comparison.ts';
import type { Counts, CutName, ScoreView, VerdictView } from '../../model/report.ts';

/**
 * One cut of a report as architects draw it: services, what crosses between them, and who owns which data. Every text
 * format is a function of this alone. Names are as the code has them, hostile ones included; each format escapes.
 */
export interface System {
  readonly formatVersion: 1;
  readonly tool: Analysis['tool'];
  readonly name: string;
  readonly cut: CutName;
  readonly counts: Counts;
  readonly verdict: VerdictView;
  readonly scores: readonly ScoreView[];
  /** Sorted by name. */
  readonly services: readonly SystemService[];
  /** Uses of one service by another, sorted by user, then used. */
  readonly links: readonly SystemLink[];
  /** Sorted by name. */
  readonly tables: readonly SystemTable[];
  readonly cutTransactions: readonly CutTransaction[];
  readonly modules: readonly SystemModule[];
  /** Between modules, summed over kinds, sorted by user, then used. */
  readonly dependencies: readonly ModuleLink[];
  /** What the analysis could not see, worst first, each as one sentence. */
  readonly blindSpots: readonly string[];
  /** What changed since an older analysis, where one was named. */
  readonly comparison?: Comparison;
}

export interface SystemService {
  readonly name: string;
  readonly modules: number;
  readonly lines: number;
  /** Share of the coupling that stays inside, 0 to 1; absent for a cut that people made. */
  readonly cohesion?: number;
  readonly terms: readonly string[];
  readonly reasons: readonly string[];
  /** Tables that it should own, sorted. */
  readonly owns: readonly string[];
  /** Tables of others that it touches, sorted. */
  readonly borrows: readonly string[];
  /** Sorted by id, module and line. */
  readonly endpoints: readonly SystemEndpoint[];
  /** Number of modules whose place is contested. */
  readonly contested: number;
  /** Place on the roadmap; absent where it has none. */
  readonly wave?: number;
  readonly blockers: readonly string[];
  /** Who answers for it, from the plan. */
  readonly owner?: string;
}

export type SystemEndpoint = Pick<Endpoint, 'id' | 'protocol' | 'method' | 'path' | 'module' | 'line'>;

export interface SystemLink {
  readonly from: string;
  readonly to: string;
  /** Pairs of modules that cross. */
  readonly pairs: number;
  /** References that cross. */
  readonly uses: number;
}

export interface SystemTable {
  readonly name: string;
  readonly kind: Entity['kind'];
  /** Absent where no service touches it. */
  readonly owner?: string;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

export interface CutTransaction {
  readonly module: string;
  readonly line: number;
  readonly scope: string;
  readonly entities: readonly string[];
  /** Owners of those tables: two or more. */
  readonly services: readonly string[];
}

export interface SystemModule {
  readonly id: string;
  readonly lines: number;
  readonly role: 'service' | 'shared' | 'root' | 'unplaced';
  readonly service?: string;
  readonly confidence?: number;
  readonly runnerUp?: string;
}

export interface ModuleLink {
  readonly from: string;
  readonly to: string;
  /** Sorted. */
  readonly kinds: readonly string[];
  readonly uses: number;
}
