import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A line beyond it is no log line: it is skipped and counted, so that memory stays bounded. */
const LONGEST = 16 * 1024 * 1024;

export interface TooLong {
  count: number;
}

/** The lines of a file, a gzipped file, or stdin, one at a time; those too long are counted in `tooLong`. */
export async function* readLines(file: string, stdin: Readable, tooLong: TooLong): AsyncGenerator<string> {
  let rest = '';
  let skipping = false;
  for await (const piece of open(file, stdin).setEncoding('utf8')) {
    const lines = (rest + (piece as string)).split('\n');
    rest = lines.pop() ?? '';
    if (skipping && lines.length > 0) {
      lines.shift();
      skipping = false;
    }
    yield* lines;
    if (rest.length <= LONGEST) continue;
    if (!skipping) tooLong.count++;
    skipping = true;
    rest = '';
  }
  if (rest !== '' && !skipping) yield rest;
}

function open(file: string, stdin: Readable): Readable {
  if (file === '-') return stdin;
  const raw = createReadStream(file);
  if (!file.endsWith('.gz')) return raw;
  const whole = createGunzip();
  raw.on('error', (error: Error) => whole.destroy(error));
  return raw.pipe(whole);
}
