/** One remark beside a result: a warning, or the error that ended the command. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a command gives back. The shell prints `data` under `--json`, else `text`. */
export interface CommandResult {
  readonly data: unknown;
  /** For people; called only when it is shown. Ends with a newline. */
  readonly text: () => string;
  /** 1 where the command found something that should stop a pipeline. */
  readonly exitCode?: 0 | 1;
  readonly diagnostics?: readonly Diagnostic[];
}

/** The single document that `--json` puts on stdout. */
export function renderEnvelope(
  command: string,
  ok: boolean,
  data: unknown,
  diagnostics: readonly Diagnostic[] = [],
): string {
  return `${JSON.stringify({ formatVersion: 1, command, ok, data: data ?? null, diagnostics }, undefined, 2)}\n`;
}
