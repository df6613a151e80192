export type ProxyErrorCode =
  | 'BAD_SETTING'
  | 'BAD_UPSTREAM'
  | 'CONFLICTING_ROUTES'
  | 'NO_SERVICE_UPSTREAM'
  | 'ADDRESS_IN_USE'
  | 'CANNOT_LISTEN'
  | 'BAD_CERTIFICATE'
  | 'LOOP'
  | 'ADMIN_NEEDS_TOKEN'
  | 'ADMIN_UNREACHABLE'
  | 'ADMIN_REFUSED'
  | 'UNKNOWN_ROUTE'
  | 'BAD_STAGE'
  | 'NO_GATES'
  | 'CANNOT_RECORD'
  | 'CANNOT_READ_PLAN';

/** The configuration or the surroundings are at fault, not the proxy. Anything else thrown is a bug. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: ProxyErrorCode;
  readonly hint: string;

  constructor(code: ProxyErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
