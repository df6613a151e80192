import type { WrittenPlan } from '../model/plan.ts';
import { type Edit, editData } from './edit.ts';

/** Edits in order, and the plan as it stands after them. */
export class Steps {
  readonly edits: Edit[] = [];
  plan: WrittenPlan;

  constructor(plan: WrittenPlan) {
    this.plan = structuredClone(plan);
  }

  add(...edits: readonly Edit[]): void {
    for (const edit of edits) editData(this.plan, structuredClone(edit));
    this.edits.push(...edits);
  }
}
