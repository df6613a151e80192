export { AnalysisError, type AnalysisErrorCode } from './analysis-error.ts';
export { analyze, type AnalysisRun } from './analyze.ts';
export { readCode } from './read-code.ts';
export { inspectCodebase, type Inspection } from './inspect-codebase.ts';
export type { Host, Progress, StageName } from './host.ts';
export type { Analysis } from './model/analysis.ts';
export type { AnalyzerOptions } from './options.ts';
export { serializeAnalysis } from './serialize-analysis.ts';
