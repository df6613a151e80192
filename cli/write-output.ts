import { writeAtomically } from '../disk/write-atomically.ts';
import { CliError } from './cli-error.ts';

/** Writes what a command was asked for to its file, whole or not at all. @throws CliError CANNOT_WRITE */
export function writeOutput(
  file: string,
  pieces: Iterable<string | Uint8Array>,
  { what, option }: { readonly what: string; readonly option: string },
): void {
  try {
    writeAtomically(file, pieces);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(
      'CANNOT_WRITE',
      `Cannot write the ${what}: ${reason}`,
      `Name another place with ${option}.`,
      {
        cause,
      },
    );
  }
}
