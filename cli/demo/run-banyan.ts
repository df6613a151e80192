import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { type DemoRun, interrupted } from './demo-run.ts';
import { packaged } from './workshop.ts';

const MAX_OUTPUT = 64 * 1024 * 1024;

/** Shows a command line, runs it as a user would, in the folder of the bookshop, and gives the data of its `--json`. */
export async function runBanyan(run: DemoRun, argv: readonly string[]): Promise<unknown> {
  run.narrator.command(argv);
  return runQuietly(run, argv);
}

/** The same without showing it. */
export async function runQuietly(run: DemoRun, argv: readonly string[]): Promise<unknown> {
  const { workshop, io, signal } = run;
  const command = [packaged('dist/cli/bin.js'), ...argv, '--json'];
  const options = {
    cwd: join(workshop.folder, 'bookshop'),
    env: { ...io.env },
    maxBuffer: MAX_OUTPUT,
    signal,
  };
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, command, options, (error, out, errors) => {
      if (signal.aborted) reject(interrupted(error));
      else if (error) reject(failed(argv, errors || out));
      else resolve(out);
    });
  });
  return (JSON.parse(stdout) as { data: unknown }).data;
}

function failed(argv: readonly string[], output: string): CliError {
  const [first = ''] = output.split('\n');
  return new CliError(
    'DEMO_FAILED',
    `"banyan ${argv.join(' ')}" failed: ${first}`,
    'Run the demo again with --keep, and try the command in its folder.',
  );
}
