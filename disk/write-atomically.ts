import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file whole or not at all: a temporary file beside it, fsync, rename (POSIX rename(2) is atomic). A symbolic
 * link at `path` is replaced, never written through. Creates the folder where it is missing.
 *
 * @throws NodeJS.ErrnoException from the file system; the old file is then as it was and no temporary one is left
 */
export function writeAtomically(path: string, parts: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o644);
  try {
    writeAll(file, parts);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAll(file: number, parts: Iterable<string>): void {
  try {
    for (const chunk of chunks(parts)) {
      const bytes = Buffer.from(chunk);
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Joins small parts to about a megabyte, so that a large file is neither one giant string nor a million writes. */
function* chunks(parts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const part of parts) {
    chunk += part;
    if (chunk.length >= 1 << 20) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
