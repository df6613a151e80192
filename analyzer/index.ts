export type { Analysis } from './model/analysis.ts';
