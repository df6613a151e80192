import type { Stage } from '../../plan/model/plan.ts';

/** What a report reads of a plan; addresses and secrets of a plan never reach a page. */
export interface PlanPart {
  readonly services: Readonly<Record<string, { readonly owner?: string; readonly upstream?: unknown }>>;
  readonly routes: readonly PlanRoute[];
  readonly waves: readonly { readonly name: string; readonly services: readonly string[] }[];
}

export interface PlanRoute {
  readonly id: string;
  readonly match: { readonly method?: readonly string[]; readonly path: string };
  readonly service: string;
  readonly stage: Stage;
}
