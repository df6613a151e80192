import type { Analysis, Baseline, Coverage, Verdict } from '../../analyzer/model/analysis.ts';
import type {
  CompositionRoot,
  ConfidenceBand,
  Decomposition,
  Granularity,
  Reason,
  ServiceDependency,
  SharedModule,
} from '../../analyzer/model/decomposition.ts';
import type { Endpoint, Entity } from '../../analyzer/model/evidence.ts';
import type { Stage } from '../../plan/model/plan.ts';

/** Everything that a report shows, from one analysis and, where there is one, its plan. */
export interface Report {
  readonly name: string;
  readonly tool: Analysis['tool'];
  readonly counts: Counts;
  readonly verdict: VerdictView;
  /** Coarse, recommended, fine; then the plan's own, where there is a plan. */
  readonly cuts: readonly CutView[];
  /** The one of `cuts` that the analyzer stands behind; the first where none is called so. */
  readonly recommended: CutView;
  readonly coverage: CoverageView;
  readonly plan?: PlanView;
}

/** How much was read. */
export interface Counts {
  readonly files: number;
  readonly lines: number;
  readonly modules: number;
  readonly dependencies: number;
  readonly endpoints: number;
  readonly entities: number;
  readonly transactions: number;
  readonly packages: number;
}

export interface VerdictView extends Verdict {
  /** `Split it`, `Modularise it first`, `Leave it whole`. */
  readonly headline: string;
  /** One sentence on the size and the price of the recommended cut. */
  readonly summary: string;
}

/** A granularity of the analysis, or the cut that the plan makes. */
export type CutName = Granularity | 'plan';

/** One way to cut, and all that follows from it. */
export interface CutView {
  readonly name: CutName;
  readonly services: readonly ServiceView[];
  /** Uses of one service by another; heaviest first. */
  readonly links: readonly ServiceLink[];
  /** Services that need each other in a circle; each circle sorted, largest first. */
  readonly cycles: readonly (readonly string[])[];
  readonly shared: readonly SharedModule[];
  readonly roots: readonly CompositionRoot[];
  /** Modules that are in no service, neither shared nor root. */
  readonly loose: readonly string[];
  readonly tables: readonly TableView[];
  readonly cutTransactions: readonly CutTransactionView[];
  readonly endpoints: readonly EndpointView[];
  /** Least sure first. */
  readonly contested: readonly ContestedModule[];
  /** Empty for a cut that the analyzer made no roadmap for. */
  readonly roadmap: readonly WaveView[];
  readonly scores: readonly ScoreView[];
}

export interface ServiceView {
  readonly name: string;
  readonly modules: readonly string[];
  readonly lines: number;
  /** Share of the coupling that stays inside, 0 to 1; absent for a cut that the analyzer did not make. */
  readonly cohesion?: number;
  readonly terms: readonly string[];
  readonly reasons: readonly Reason[];
  /** Heaviest first. */
  readonly dependsOn: readonly ServiceDependency[];
  readonly usedBy: readonly ServiceDependency[];
  readonly endpoints: number;
  /** Entities that it owns, sorted. */
  readonly owns: readonly string[];
  /** How many of its modules are of each confidence. */
  readonly confidence: Readonly<Record<ConfidenceBand, number>>;
  /** From the plan. */
  readonly owner?: string;
}

/** Use of one service by another. */
export interface ServiceLink {
  readonly from: string;
  readonly to: string;
  /** Pairs of modules that cross. */
  readonly pairs: number;
  /** References that cross. */
  readonly uses: number;
  /** Whether both lie in one circle of services. */
  readonly inCycle: boolean;
}

export interface TableView {
  readonly entity: string;
  readonly kind?: Entity['kind'];
  readonly module?: string;
  readonly line?: number;
  /** The service that writes it most, of equals the one that touches it most; absent where only modules outside services touch it. */
  readonly owner?: string;
  /** Services that touch it, owner first, then by weight. */
  readonly uses: readonly TableUseView[];
  /** Accesses by modules that are in no service. */
  readonly outside: number;
  /** `written`: two or more services write it. `read`: others only read it. */
  readonly conflict: 'none' | 'read' | 'written';
}

export interface TableUseView {
  readonly service: string;
  readonly reads: number;
  readonly writes: number;
}

/** A transaction over tables of several services: it needs a saga, or another boundary. */
export interface CutTransactionView {
  readonly scope: string;
  readonly module: string;
  readonly line: number;
  readonly service?: string;
  readonly entities: readonly { readonly entity: string; readonly owner?: string }[];
  /** The services that own its tables, sorted. */
  readonly owners: readonly string[];
}

export interface EndpointView extends Endpoint {
  readonly service?: string;
  /** From the route of the plan that answers it. */
  readonly stage?: Stage;
  readonly route?: string;
}

/** A module that could as well be elsewhere, and what pulls it. */
export interface ContestedModule {
  readonly module: string;
  readonly service: string;
  readonly runnerUp?: string;
  /** In [-1, 1]. */
  readonly confidence: number;
  /** Its own service first, then the runner-up. */
  readonly pulls: readonly Pull[];
}

export interface Pull {
  readonly service: string;
  /** References from and to modules of that service. */
  readonly uses: number;
  /** Modules of that service in the same folder. */
  readonly neighbours: number;
  /** Entities that both touch. */
  readonly tables: readonly string[];
}

export interface WaveView {
  readonly wave: number;
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly service: string;
  readonly value: number;
  readonly cost: number;
  readonly blockers: readonly string[];
  readonly modules: number;
  readonly lines: number;
  readonly endpoints: number;
  /** Entities that it takes along. */
  readonly owns: number;
  /** Pairs of modules through which others use it. */
  readonly incoming: number;
  /** Pairs of modules through which it uses others. */
  readonly outgoing: number;
}

export type Direction = 'higher' | 'lower' | 'neither';

/** One number of a cut, with what it means and what to compare it with. */
export interface ScoreView {
  readonly name: string;
  readonly label: string;
  readonly better: Direction;
  readonly meaning: string;
  readonly value: number;
  /** The same number for everything in one service, and for one service for each top folder. */
  readonly doNothing?: number;
  readonly folders?: number;
}

export interface CoverageView extends Coverage {
  /** Share of the imports that were followed or are known to lead outside, 0 to 1. */
  readonly resolved: number;
  /** Sentences on what the analysis could not see, worst first. */
  readonly blindSpots: readonly BlindSpot[];
}

export interface BlindSpot {
  readonly title: string;
  readonly detail: string;
  readonly severity: 'high' | 'medium' | 'low';
}

/** What people decided. */
export interface PlanView {
  readonly services: readonly PlannedServiceView[];
  readonly stages: Readonly<Record<Stage, number>>;
  readonly waves: readonly { readonly name: string; readonly services: readonly string[] }[];
}

export interface PlannedServiceView {
  readonly name: string;
  readonly owner?: string;
  readonly upstream: boolean;
  readonly routes: number;
}

/** What a report is made from: an analysis, or what the page carries of it. */
export type ReportSource = Pick<
  Analysis,
  | 'tool'
  | 'codebase'
  | 'modules'
  | 'dependencies'
  | 'endpoints'
  | 'entities'
  | 'accesses'
  | 'transactions'
  | 'shared'
  | 'roots'
  | 'roadmap'
  | 'verdict'
  | 'coverage'
  | 'decompositions'
> & { readonly baselines?: readonly Baseline[] };

/** The services of one cut, as the analysis has them or as a person moved them. */
export interface CutSource extends Omit<Decomposition, 'granularity'> {
  readonly name: CutName;
  readonly shared: readonly SharedModule[];
  readonly roots: readonly CompositionRoot[];
}
