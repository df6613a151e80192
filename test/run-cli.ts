import type { Io } from '../cli/io.ts';
import { main } from '../cli/main.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in a folder, and gives what a shell would see. */
export async function runCli(cwd: string, argv: readonly string[], env: Io['env'] = {}): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await main(argv, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env,
    cwd,
    interactive: false,
    color: false,
    columns: 80,
    now: () => 0,
    signal: new AbortController().signal,
  });
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}
