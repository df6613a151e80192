import { createHash } from 'node:crypto';
import { type Analysis, serializeAnalysis } from '../../analyzer/index.ts';
import { writeOutput } from '../write-output.ts';

/** Writes the whole analysis to its file, and returns the file's SHA-256. @throws CliError CANNOT_WRITE */
export function saveAnalysis(file: string, analysis: Analysis): string {
  const hash = createHash('sha256');
  writeOutput(file, hashed(serializeAnalysis(analysis), hash.update.bind(hash)), {
    what: 'analysis',
    option: '--out FILE',
  });
  return hash.digest('hex');
}

/** Joined to larger parts first: there are as many as records. */
function* hashed(parts: Iterable<string>, update: (text: string) => void): Generator<string> {
  let joined = '';
  for (const part of parts) {
    joined += part;
    if (joined.length < PART) continue;
    update(joined);
    yield joined;
    joined = '';
  }
  update(joined);
  yield joined;
}

const PART = 1 << 18;
