export type * from './model/report.ts';
export type { PlanPart, PlanRoute } from './model/plan-part.ts';
export { buildReport, type PlanSource } from './model/build-report.ts';
export { isSourceTemplate } from './model/source-address.ts';
export { type PageAssets, renderPage } from './html/render-page.ts';
export { toPageData } from './html/to-page-data.ts';
