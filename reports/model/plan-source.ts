import type { PlanPart } from './plan-part.ts';
import type { Planned } from './plan-view-of.ts';

/** A plan and where it puts each module, which `plan` knows and a report must be told. */
export interface PlanSource {
  readonly plan: PlanPart;
  readonly ownerOf: Planned['ownerOf'];
}
