import { createHash } from 'node:crypto';
import { type Analysis, serializeAnalysis } from '../../analyzer/index.ts';
import { writeOutput } from '../write-output.ts';

/** Writes the whole analysis to its file, and returns the file's SHA-256. @throws CliError CANNOT_WRITE */
export function saveAnalysis(file: string, analysis: Analysis): string {
  const hash = createHash('sha256');
  writeOutput(
    file,
    hashed(serializeAnalysis(analysis), (bytes) => hash.update(bytes)),
    {
      what: 'analysis',
      option: '--out FILE',
    },
  );
  return hash.digest('hex');
}

/** Joined to larger parts first, since there are as many as records; as bytes, so that none is encoded twice. */
function* hashed(parts: Iterable<string>, update: (bytes: Buffer) => void): Generator<Buffer> {
  let joined = '';
  const encode = (): Buffer => {
    const bytes = Buffer.from(joined);
    joined = '';
    update(bytes);
    return bytes;
  };
  for (const part of parts) {
    joined += part;
    if (joined.length >= PART) yield encode();
  }
  yield encode();
}

const PART = 1 << 18;
