import type { PlanPart } from '../model/plan-part.ts';
import type { CutName } from '../model/report.ts';
import type { PackedAnalysis } from './packed-analysis.ts';

/** Everything that the page is given: compressed, encoded, and never parsed as markup. */
export interface PageData {
  readonly formatVersion: 1;
  readonly analysis: PackedAnalysis;
  /** Places of the services of each cut, in their order; computed beforehand, so that a page only draws. */
  readonly places: Readonly<Partial<Record<CutName, readonly Place[]>>>;
  readonly plan?: {
    readonly part: PlanPart;
    readonly owners: readonly string[];
    readonly ownerOf: readonly number[];
  };
  /** What goes before `path#Lline`, for links to the source; absent: places are text. */
  readonly sourceLink?: string;
  /** Made by the comparison with an older analysis. */
  readonly comparison?: unknown;
}

/** Centre and radius on the service map, in its own units. */
export type Place = readonly [x: number, y: number, radius: number];
