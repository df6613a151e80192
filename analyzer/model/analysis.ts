import type { CompositionRoot, Decomposition, SharedModule } from './decomposition.ts';
import type { Evidence, UseCase } from './evidence.ts';

/** The whole result, as `.banyan/analysis.json` keeps it. Holds no time and no absolute path. */
export interface Analysis extends Omit<Evidence, 'useCases' | 'history'> {
  /** Raised when a reader of the old shape would misread the new one. */
  readonly formatVersion: 1;
  readonly tool: { readonly name: 'banyan'; readonly version: string };
  readonly codebase: CodebaseSummary;
  /** Which modules each endpoint reaches; absent in older results. */
  readonly useCases?: readonly UseCase[];
  readonly decompositions: readonly Decomposition[];
  readonly shared: readonly SharedModule[];
  readonly roots: readonly CompositionRoot[];
  readonly roadmap: readonly RoadmapStep[];
  readonly verdict: Verdict;
  /** The same scores for cuts that nobody needs a tool for, to compare with; absent in older results. */
  readonly baselines?: readonly Baseline[];
  readonly coverage: Coverage;
}

export interface CodebaseSummary {
  /** From package.json, else the folder's name. */
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  readonly packages: readonly string[];
  readonly tsconfigs: readonly string[];
}

/** One extraction, in order. */
export interface RoadmapStep {
  readonly wave: number;
  readonly service: string;
  readonly value: number;
  readonly cost: number;
  readonly blockers: readonly string[];
  /** Share of the observed requests that its endpoints answer, 0 to 1, and part of `value`; absent without traffic. */
  readonly traffic?: number;
}

/** A cut to compare with: everything in one service, or one service for each top folder. */
export interface Baseline {
  readonly name: 'do-nothing' | 'folders';
  readonly metrics: Readonly<Record<string, number>>;
}

/** Whether to split at all. */
export interface Verdict {
  readonly advice: 'split' | 'modularise-first' | 'leave-it';
  readonly reasons: readonly string[];
}

/** What could not be read, and why: the blind spots of this analysis. */
export interface Coverage {
  readonly imports: {
    readonly total: number;
    readonly internal: number;
    readonly external: number;
    readonly builtin: number;
    readonly unresolved: readonly UnresolvedImport[];
  };
  readonly skipped: readonly SkippedFile[];
  readonly findings: readonly Finding[];
  readonly history: { readonly available: boolean; readonly commits: number; readonly reason?: string };
}

export interface UnresolvedImport {
  readonly module: string;
  readonly specifier: string;
  readonly line: number;
  readonly reason: 'missing' | 'generated' | 'outside' | 'dynamic' | 'asset';
}

/** Files set aside by one rule, with a count and a few examples. */
export interface SkippedFile {
  readonly reason:
    | 'test'
    | 'generated'
    | 'declaration'
    | 'migration'
    | 'story'
    | 'configuration'
    | 'script'
    | 'build-output'
    | 'excluded'
    | 'binary'
    | 'too-large'
    | 'unreadable'
    | 'not-a-file'
    | 'link-outside'
    | 'too-deep';
  readonly count: number;
  readonly examples: readonly string[];
}

/** A fault in the input that did not stop the analysis. */
export interface Finding {
  readonly code: string;
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}
