/** The forms that `check` prints. */
export const CHECK_FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown', 'codeclimate', 'github'] as const;

/** As commander hands the options over. */
export interface CheckFlags {
  readonly plan?: string;
  readonly baseline?: string;
  readonly format?: (typeof CHECK_FORMATS)[number];
  readonly affected?: string;
  readonly explain?: string;
  readonly printRules?: boolean;
  readonly watch?: boolean;
  readonly cache: boolean;
  readonly json?: boolean;
}
