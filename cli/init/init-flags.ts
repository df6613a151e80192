/** As commander hands the options over. */
export interface InitFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly monolith?: string;
  readonly listen?: string;
  readonly admin?: string;
  readonly json?: boolean;
}
