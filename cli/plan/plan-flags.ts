/** What every sub-command of `plan` takes. */
export interface PlanFlags {
  readonly plan?: string;
  readonly analysis?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
