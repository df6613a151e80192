export type * from './model/plan.ts';
export { PlanError, type PlanProblem } from './plan-error.ts';
export { inspectPlan, readPlan, renderProblem } from './read/read-plan.ts';
export { planJsonSchema } from './schema/json-schema.ts';
export { PLAN_VERSION } from './schema/plan-schema.ts';
