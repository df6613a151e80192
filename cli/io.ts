/** The edge between a command and the machine it runs on. Everything a command prints or asks passes here. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether a person watches stderr: progress is drawn only there. */
  readonly interactive: boolean;
  /** Whether stdout takes colour. */
  readonly color: boolean;
  readonly columns: number;
  /** Whether stdout is a terminal, in which lines can be drawn over. */
  readonly terminal?: boolean;
  /** Monotonic milliseconds, for timings shown to people; never part of a result. */
  readonly now: () => number;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Colour follows FORCE_COLOR, then NO_COLOR (https://no-color.org), then the terminal. */
export function wantsColor(env: Io['env'], isTerminal: boolean): boolean {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTerminal && env['TERM'] !== 'dumb';
}
