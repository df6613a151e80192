export type AnalysisErrorCode =
  | 'ROOT_NOT_FOUND'
  | 'ROOT_NOT_A_FOLDER'
  | 'ROOT_UNREADABLE'
  | 'NO_MODULES'
  | 'BAD_CRUISE'
  | 'CRUISE_MISMATCH'
  | 'BAD_GLOB'
  | 'GRAPH_NOT_JSON'
  | 'GRAPH_INVALID'
  | 'GRAPH_TOO_LARGE'
  | 'TRUTH_INVALID'
  | 'TRAFFIC_INVALID'
  | 'TOO_MANY_SERVICES'
  | 'CONSTRAINTS_CONFLICT'
  | 'UNKNOWN_MODULE';

/** The input is at fault, not the analyzer. Anything else thrown is a bug. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';
  readonly code: AnalysisErrorCode;
  /** What the reader can do about it. */
  readonly hint: string;

  constructor(code: AnalysisErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
