export type CliErrorCode =
  | 'USAGE'
  | 'INTERRUPTED'
  | 'CANNOT_WRITE'
  | 'CANNOT_READ'
  | 'CONFIG_TWICE'
  | 'DEMO_FAILED';

/** What was typed, or where it should be written, is at fault. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly hint: string;

  constructor(code: CliErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
