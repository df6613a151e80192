import { type Io, wantsColor } from './io.ts';

/** The real terminal. Width is capped, since lines longer than 100 columns are hard to read. */
export function processIo(signal: AbortSignal): Io {
  const { stdout, stderr, env } = process;
  return {
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    interactive: (stderr.isTTY ?? false) && env['CI'] === undefined,
    color: wantsColor(env, stdout.isTTY ?? false), // Undefined for a pipe, whatever its type says.
    columns: Math.max(40, Math.min(stdout.columns || 80, 100)),
    terminal: (stdout.isTTY ?? false) && env['TERM'] !== 'dumb',
    now: () => performance.now(),
    signal,
  };
}
