export type WhatIfErrorCode = 'UNKNOWN_SERVICE' | 'SERVICE_EXISTS';

/** An operation names what this cut does not have. */
export class WhatIfError extends Error {
  override readonly name = 'WhatIfError';
  readonly code: WhatIfErrorCode;
  readonly hint: string;

  constructor(code: WhatIfErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
