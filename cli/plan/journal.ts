import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from '../../disk/write-atomically.ts';
import type { Operation, Splice } from '../../plan/index.ts';

/** What one command did to the text of the plan. */
export interface JournalEntry {
  /** SHA-256 of the text before and after. */
  readonly before: string;
  readonly after: string;
  readonly operations: readonly Operation[];
  readonly splices: readonly Splice[];
}

export async function appendToJournal(file: string, entry: JournalEntry): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(entry)}\n`);
}

/** Newest last. A line that was cut off by a crash is passed over. */
export async function readJournal(file: string): Promise<JournalEntry[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalEntry];
    } catch {
      return [];
    }
  });
}

export function writeJournal(file: string, entries: readonly JournalEntry[]): void {
  writeAtomically(
    file,
    entries.map((entry) => `${JSON.stringify(entry)}\n`),
  );
}
