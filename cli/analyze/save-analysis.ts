import { type Analysis, serializeAnalysis } from '../../analyzer/index.ts';
import { writeAtomically } from '../../disk/write-atomically.ts';
import { CliError } from '../cli-error.ts';

/** Writes the whole analysis to its file. @throws CliError CANNOT_WRITE */
export function saveAnalysis(file: string, analysis: Analysis): void {
  try {
    writeAtomically(file, serializeAnalysis(analysis));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(
      'CANNOT_WRITE',
      `Cannot write the analysis: ${reason}`,
      'Name another place with --out FILE.',
      { cause },
    );
  }
}
