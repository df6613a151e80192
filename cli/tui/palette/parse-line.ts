import { CommanderError } from 'commander';
import type { Operation } from '../../../plan/index.ts';
import { editProgram } from './edit-program.ts';
import { splitWords } from './split-words.ts';

/** What a line of the palette means. */
export type Parsed =
  | { readonly operation: Operation }
  | { readonly key: string }
  | { readonly problem: string };

/** Words that are no change of the plan, with the key that does the same. */
export const PALETTE_KEYS: Readonly<Record<string, string>> = {
  save: 'w',
  diff: 'd',
  undo: 'u',
  redo: 'ctrl-r',
  edit: 'e',
  copy: 'y',
  help: '?',
  quit: 'q',
};

/** Reads a line in the grammar of `banyan plan …`; a leading `banyan plan` may stand there, as it is copied. */
export function parseLine(line: string): Parsed {
  const words = splitWords(line.replace(/^\s*(?:banyan\s+plan\s+)?/u, ''));
  const [first] = words;
  if (first === undefined) return { problem: '' };
  const key = words.length === 1 && Object.hasOwn(PALETTE_KEYS, first) ? PALETTE_KEYS[first] : undefined;
  if (key !== undefined) return { key };
  let operation: Operation | undefined;
  try {
    editProgram((made) => (operation = made)).parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { problem: error.message.replace(/^error: /u, '').replaceAll('\n', ' ') };
  }
  return operation === undefined ? { problem: `no such command: ${first}` } : { operation };
}
