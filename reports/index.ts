export type * from './model/report.ts';
export { buildReport, type PlanSource } from './model/build-report.ts';
