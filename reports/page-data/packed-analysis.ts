import type { ReportSource } from '../model/report.ts';

/**
 * An analysis by columns and numbers, as the page carries it: a fifth of the text, and less again once compressed. What no
 * view draws (vocabulary, classes, exports, packages) stays in `analysis.json`.
 */
export interface PackedAnalysis {
  readonly head: Pick<
    ReportSource,
    'tool' | 'codebase' | 'verdict' | 'coverage' | 'roadmap' | 'endpoints' | 'entities'
  > & { readonly baselines: NonNullable<ReportSource['baselines']> };
  /** In the order of the analysis; every other list speaks of modules by their place here. */
  readonly ids: readonly string[];
  readonly lines: readonly number[];
  /** Imported names and scopes, by number. */
  readonly words: readonly string[];
  readonly dependencies: PackedDependencies;
  readonly tables: readonly string[];
  /** module, table, 1 for a write, line (0: unknown), certainty in hundredths. */
  readonly accesses: readonly (readonly [number, number, 0 | 1, number, number])[];
  /** module, line, scope, tables. */
  readonly transactions: readonly (readonly [number, number, string, readonly number[]])[];
  readonly shared: readonly (readonly [number, number, number, string])[];
  readonly roots: readonly (readonly [number, string])[];
  readonly cuts: readonly PackedCut[];
}

/** Columns of equal length. */
export interface PackedDependencies {
  /** Difference to the module before: dependencies are sorted by where they come from. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly kind: readonly number[];
  readonly uses: readonly number[];
  /** 0 where it is not known. */
  readonly line: readonly number[];
  /** Place in `words`, a list where there are several; -1 for none. */
  readonly names: readonly (number | readonly number[])[];
}

export interface PackedCut {
  readonly granularity: ReportSource['decompositions'][number]['granularity'];
  readonly metrics: Readonly<Record<string, number>>;
  readonly services: readonly {
    readonly name: string;
    readonly cohesion: number;
    readonly terms: readonly string[];
    readonly reasons: ReportSource['decompositions'][number]['services'][number]['reasons'];
    readonly dependsOn: readonly (readonly [service: number, pairs: number, uses: number])[];
  }[];
  /** Service of each module, -1 for none. */
  readonly serviceOf: readonly number[];
  /** Confidence of each module in thousandths; null for one without placement. */
  readonly confidence: readonly (number | null)[];
  /** 0 core, 1 likely, 2 contested. */
  readonly band: readonly number[];
  /** Service of the runner-up, -1 for none. */
  readonly runnerUp: readonly number[];
}

export const KINDS = ['value', 'type', 'dynamic', 'require', 'reexport', 'inject', 'event', 'call'] as const;
export const BANDS = ['core', 'likely', 'contested'] as const;
