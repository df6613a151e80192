/** The views of coupling that the engine combines. */
export type ViewName = 'structure' | 'data' | 'useCase' | 'names' | 'folders' | 'history' | 'traffic';

export type Granularity = 'coarse' | 'recommended' | 'fine';

/** How surely a module belongs to its service. */
export type ConfidenceBand = 'core' | 'likely' | 'contested';

/** A proposed bounded context. */
export interface Service {
  /** Unique in its decomposition, kebab case, from the vocabulary of its modules. */
  readonly name: string;
  readonly modules: readonly string[];
  readonly lines: number;
  /** Share of the coupling weight of its modules that stays inside, 0 to 1; higher is better. */
  readonly cohesion: number;
  /** Words that set this service apart, strongest first. */
  readonly terms: readonly string[];
  readonly dependsOn: readonly ServiceDependency[];
  /** Why these modules belong together, strongest first. */
  readonly reasons: readonly Reason[];
}

/** Use of one service by another. */
export interface ServiceDependency {
  readonly service: string;
  /** Module pairs that cross. */
  readonly pairs: number;
  /** References that cross. */
  readonly uses: number;
}

/** One statement in support of a boundary, with the evidence behind it. */
export interface Reason {
  readonly view: ViewName;
  readonly text: string;
  /** Share of the internal weight that this view gives, 0 to 1. */
  readonly share: number;
}

/** Where a module was placed, and how surely. */
export interface Placement {
  readonly module: string;
  readonly service: string;
  /** In [-1, 1]: mean co-association with its own service less the best other. */
  readonly confidence: number;
  readonly band: ConfidenceBand;
  readonly runnerUp?: string;
}

/** One way to cut the monolith, with its scores. */
export interface Decomposition {
  readonly granularity: Granularity;
  readonly services: readonly Service[];
  readonly placements: readonly Placement[];
  /** Named scores; the meaning and direction of each stand in `docs/scores.md`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A module that many services use and that belongs to none. */
export interface SharedModule {
  readonly module: string;
  /** Modules that depend on it. */
  readonly usedBy: number;
  /** Services that depend on it. */
  readonly services: number;
  readonly reason: string;
}

/** A module that only wires others. */
export interface CompositionRoot {
  readonly module: string;
  readonly reason: string;
}
