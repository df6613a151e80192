import { readFileSync } from 'node:fs';
import { CliError } from '../../cli-error.ts';
import { charactersOf } from '../keys/characters-of.ts';

/** One thing to do: press a key, or wait so that people can look. */
export type ReplayStep = { readonly key: string } | { readonly wait: number };

/**
 * Keys from a file. Words are keys by name (`down`, `enter`, `ctrl-r`, `m`), text in double quotes is typed character by
 * character, `wait:500` waits milliseconds, and the rest of a line after `#` is for people.
 */
export function readReplay(file: string): readonly ReplayStep[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliError(
      'CANNOT_READ',
      `Cannot read keys from ${JSON.stringify(file)}.`,
      'Name a file of keys, such as: down enter m "orders" enter',
      { cause },
    );
  }
  return [...text.matchAll(/#.*$|"([^"]*)"|(\S+)/gmu)].flatMap(([, typed, word]) => {
    if (typed !== undefined) return charactersOf(typed).map((key) => ({ key }));
    if (word === undefined) return [];
    const wait = /^wait:(\d+)$/u.exec(word)?.[1];
    return [wait === undefined ? { key: word === 'space' ? ' ' : word } : { wait: Number(wait) }];
  });
}
