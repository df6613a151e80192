import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file whole or not at all: a temporary file beside it, fsync, rename (POSIX rename(2) is atomic). A symbolic
 * link at `path` is replaced, never written through. Creates the folder where it is missing.
 *
 * @param kept false for what may be lost when the machine fails, and is not worth waiting for the disk
 * @throws NodeJS.ErrnoException from the file system; the old file is then as it was and no temporary one is left
 */
export function writeAtomically(path: string, parts: Iterable<Part>, kept = true): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o644);
  try {
    writeAll(file, parts, kept);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Text, or bytes as they are. */
type Part = string | Uint8Array;

function writeAll(file: number, parts: Iterable<Part>, kept: boolean): void {
  try {
    for (const bytes of chunks(parts)) {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    }
    if (kept) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Joins small parts to about a megabyte, so that a large file is neither one giant string nor a million writes. */
function* chunks(parts: Iterable<Part>): Generator<Uint8Array> {
  let text = '';
  let pieces: Uint8Array[] = [];
  let size = 0;
  const addText = (): void => {
    if (text !== '') pieces.push(Buffer.from(text));
    text = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      addText();
      pieces.push(part);
    }
    size += part.length;
    if (size < CHUNK) continue;
    addText();
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  addText();
  yield Buffer.concat(pieces);
}

const CHUNK = 1 << 20;
