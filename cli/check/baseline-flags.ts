/** As commander hands the options over. */
export interface BaselineFlags {
  readonly plan?: string;
  readonly baseline?: string;
  readonly allowGrowth?: boolean;
  readonly expires?: string;
  readonly why?: string;
  readonly dryRun?: boolean;
  readonly cache: boolean;
  readonly json?: boolean;
}
