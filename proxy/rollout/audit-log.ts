import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AuditEntry } from '../model/rollout.ts';

const standing = z.object({
  stage: z.enum(['monolith', 'shadow', 'canary', 'live']),
  percent: z.number().min(0).max(100),
});
const line = z.object({
  seq: z.int().positive(),
  at: z.string(),
  route: z.string(),
  kind: z.enum(['promote', 'rollback', 'set', 'plan', 'pause', 'resume']),
  phase: z.enum(['running', 'paused', 'halted']),
  from: standing,
  to: standing,
  planned: standing,
  by: z.string(),
  why: z.string(),
  dryRun: z.literal(true).exactOptional(),
});

/** Read from the end in pieces of this size, so that a log of years costs no more than what is asked of it. */
const PIECE = 65_536;
const NEWLINE = 10;

/** The append-only log of who changed what, one JSON object a line. A line that a crash cut short is passed over. */
export class AuditLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** On the disk when it returns. Throws the file system's error; the log is then as it was. */
  append(entry: AuditEntry): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const file = openSync(this.#file, 'a+', 0o640);
    try {
      const { size } = fstatSync(file);
      const text = `${endsOpen(file, size) ? '\n' : ''}${JSON.stringify(entry)}\n`;
      try {
        writeAll(file, Buffer.from(text));
        fsyncSync(file);
      } catch (error) {
        undo(file, size);
        throw error;
      }
    } finally {
      closeSync(file);
    }
  }

  /** From the newest to the oldest. Nothing where there is no log. */
  *newestFirst(): Generator<AuditEntry> {
    for (const text of linesFromEnd(this.#file)) {
      const entry = parse(text);
      if (entry) yield entry;
    }
  }
}

function endsOpen(file: number, size: number): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== NEWLINE;
}

/** Takes back what was written of a line; where even that fails, readers pass the rest of it over. */
function undo(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    // A device, or a file system that has gone: the first error says more.
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

function* linesFromEnd(path: string): Generator<string> {
  const file = openOrNone(path);
  if (file === undefined) return;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let end = fstatSync(file).size; end > 0;) {
      const begin = Math.max(0, end - PIECE);
      const piece = Buffer.alloc(end - begin);
      readSync(file, piece, 0, piece.length, begin);
      rest = Buffer.concat([piece, rest]);
      for (let at = rest.lastIndexOf(NEWLINE); at >= 0; at = rest.lastIndexOf(NEWLINE)) {
        yield rest.subarray(at + 1).toString('utf8');
        rest = rest.subarray(0, at);
      }
      end = begin;
    }
    yield rest.toString('utf8');
  } finally {
    closeSync(file);
  }
}

function openOrNone(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): AuditEntry | undefined {
  if (text === '') return undefined;
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
