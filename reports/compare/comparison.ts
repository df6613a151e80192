import type { Verdict } from '../../analyzer/model/analysis.ts';
import type { CutName, Direction } from '../model/report.ts';

/**
 * What changed between two analyses of one monolith, in one cut. Plain data, so that a page can carry it. Services are
 * matched by the modules that they share, so that a new name is a new name and not a move of everything.
 */
export interface Comparison {
  readonly formatVersion: 1;
  readonly cut: CutName;
  readonly verdict: { readonly before: Verdict['advice']; readonly after: Verdict['advice'] };
  /** Matched ones by their name now, then those that appeared, then those that vanished. */
  readonly services: readonly ServiceChange[];
  /** Modules of both analyses that are in another service now, or in none, or no longer in none; sorted by module. */
  readonly moved: readonly MovedModule[];
  readonly modules: SetChange;
  readonly endpoints: SetChange;
  readonly entities: SetChange;
  readonly shared: SetChange;
  /** Tables that have another owner now; a service that has only a new name is the same owner. */
  readonly owners: readonly OwnerChange[];
  /** Scores of both, in the order of the report. */
  readonly scores: readonly ScoreChange[];
  readonly blindSpots: SetChange;
}

/** Sorted, without repetition. */
export interface SetChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface ServiceChange {
  readonly change: 'same' | 'renamed' | 'appeared' | 'vanished';
  readonly before?: ServiceSize;
  readonly after?: ServiceSize;
  /** Share of the modules of both that are in both, 0 to 1; 0 where there is but one. */
  readonly overlap: number;
  /** Where the modules of a vanished service went, or those of a new one came from: most first. */
  readonly others: readonly { readonly service: string; readonly modules: number }[];
}

export interface ServiceSize {
  readonly name: string;
  readonly modules: number;
  readonly lines: number;
}

export interface MovedModule {
  readonly module: string;
  /** Absent: in no service. */
  readonly from?: string;
  readonly to?: string;
}

export interface OwnerChange {
  readonly entity: string;
  readonly before?: string;
  readonly after?: string;
}

export interface ScoreChange {
  readonly name: string;
  readonly label: string;
  readonly better: Direction;
  readonly before: number;
  readonly after: number;
  /** Whether the change is for the better, as the score's direction has it. */
  readonly verdict: 'better' | 'worse' | 'same' | 'changed';
}
