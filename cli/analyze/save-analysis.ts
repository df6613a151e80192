import { type Analysis, serializeAnalysis } from '../../analyzer/index.ts';
import { writeOutput } from '../write-output.ts';

/** Writes the whole analysis to its file. @throws CliError CANNOT_WRITE */
export function saveAnalysis(file: string, analysis: Analysis): void {
  writeOutput(file, serializeAnalysis(analysis), { what: 'analysis', option: '--out FILE' });
}
